"""The next card and a durable answer, in process, in a large collection."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from time import perf_counter

from alliance_cards.cli.editor import TerminalEditor
from alliance_cards.collection import looking
from alliance_cards.collection.collection import Collection, Home
from alliance_cards.collection.desk import StudyDesk
from alliance_cards.core.calendar import Moment
from alliance_cards.core.wishes import Wish
from benchmarks.anki import Anki, running
from benchmarks.figures import Result, alone, compared, in_turn
from benchmarks.homes import opened
from benchmarks.lives import NOW
from benchmarks.programs import on_one_processor
from benchmarks.setting import Setting, thousands

GRADE, TAKEN_MS, BLOCKS = 4, 5_000, 9
MOST_A_BLOCK = 20
AIM_MS = 0.4


def answers(setting: Setting) -> Iterator[Result]:
    """Blocks of answers in turn with Anki's, on collections of the same content."""
    home = setting.home(setting.large)
    copy = Home(setting.fresh("answers"))
    shutil.copy(home.progress, copy.progress)
    name = f"next card and durable answer, {thousands(setting.large)} cards, in process"
    with closing(opened(copy)) as collection:
        size = min(MOST_A_BLOCK, _due(collection) // (BLOCKS + 1))
        block = _block(collection, size)
        if setting.anki.missing:
            yield alone(name, [block() for _ in range(BLOCKS)][1:], aim=AIM_MS, unit="ms")
            return
        path = setting.fresh("answers/anki") / "collection.anki2"
        shutil.copy(setting.large_anki(), path)
        with on_one_processor(), running(setting.anki) as anki:
            anki.do("open", str(path))
            measured = in_turn(block, lambda: _theirs(anki, size), runs=BLOCKS)
            anki.do("close")
    yield compared(name, "Anki's `getCard` + `answerCard`", measured, aim=0.7)


def _theirs(anki: Anki, size: int) -> float:
    return float(anki.do("answer", size)) / size * 1000


def _due(collection: Collection) -> int:
    return sum(deck.due for deck in looking.decks(collection, NOW))


def _block(collection: Collection, size: int) -> Callable[[], float]:
    """Asks and answers a few due cards; milliseconds for one, on the average."""
    desk = StudyDesk(collection, Wish(), editor=TerminalEditor(collection))
    ticks = count(NOW.milliseconds, TAKEN_MS)

    def block() -> float:
        begun = perf_counter()
        for _ in range(size):
            now = Moment(next(ticks), NOW.offset_minutes)
            asked = desk.ask(now)
            if asked is None:
                raise SystemExit("too few cards are due for this measurement")
            desk.answer(asked, GRADE, now=now, taken_ms=TAKEN_MS)
        return (perf_counter() - begun) / size * 1000

    return block
