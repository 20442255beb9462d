"""An import, as one action."""

from collections.abc import Callable, Sequence

from alliance_cards.collection.collection import Collection
from alliance_cards.collection.editing import change_of, write_changes
from alliance_cards.collection.joining import Before, may_be_the_same
from alliance_cards.collection.planning import DeckPlan, without_own
from alliance_cards.collection.refreshing import Refreshed
from alliance_cards.collection.rewriting import rewriting
from alliance_cards.core.calendar import Moment
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.history import Entry, Kind, Role
from alliance_cards.core.identity import Join, Text
from alliance_cards.core.schedule import Position
from alliance_cards.formats.gathered import Progress
from alliance_cards.store import index, known, log
from alliance_cards.store.changes import FileChange
from alliance_cards.store.recording import count_past


def apply_import(
    collection: Collection,
    plans: Sequence[DeckPlan],
    *,
    now: Moment,
    refresh: Callable[[], Refreshed],
) -> tuple[Join, ...]:
    """Write the decks into the home, and their progress where there is some.

    `refresh` brings the index up to date. Raises AllianceCardsError where a file
    cannot be written, or is not what it was when the import was planned; then nothing is
    written at all. What is returned are cards that may be others that have left: only a
    person can say.
    """
    plans = [plan for plan in plans if plan.is_needed]
    if not plans:
        return ()
    before = Before(
        settled=index.decks_with_cards(collection.store),
        left=[Text(card.id, card.front, card.back) for p in plans for card in p.old.values()],
        read=[plan.deck for plan in plans],
    )
    with rewriting(collection):
        _record(collection, plans, now)
    return may_be_the_same(collection, before._replace(waiting=refresh().waiting))


def _record(collection: Collection, plans: Sequence[DeckPlan], now: Moment) -> None:
    joins = [join for plan in plans for join in plan.moved]
    # A card may have been answered since the import was planned.
    still = (without_own(collection, plan.progress, plan.moved) for plan in plans)
    fresh = [item for progress in still for item in progress.items()]
    entries = [Entry(kind=Kind.RENAME, card=old, new_name=new) for old, new in joins]
    entries += [entry for card, progress in fresh for entry in _given(card, progress)]
    changes = [_change(plan) for plan in plans if plan.file.is_new or plan.file.mine is not None]
    if not (changes or entries):
        return
    action = write_changes(collection, changes, entries, now)
    given_up = log.given_up(collection.store) if fresh else {}
    for card, progress in fresh:
        before = given_up.get(card, -1)
        _keep_past(collection, action, card, progress, now=now, given_up=before)
    for plan in plans:
        for name in [*(join.new for join in plan.moved), *plan.progress]:
            known.remember(collection.store, plan.new[name])


def _change(plan: DeckPlan) -> FileChange:
    file = plan.file
    change = change_of(file.path, file.text)
    if change.before != (None if file.mine is None else file.mine.encode()):
        raise AllianceCardsError(
            f"{file.path} was changed while the import was looked at. Nothing was written; import"
            " again.",
            code="deck_edited",
        )
    return change._replace(
        brought=change.after if file.brought == file.text else file.brought.encode()
    )


def _keep_past(
    collection: Collection,
    action: bytes,
    card: str,
    progress: Progress,
    *,
    now: Moment,
    given_up: int,
) -> None:
    rows, last_day = [], None
    for place, past in enumerate(progress.history):
        when = Moment(min(past.milliseconds, now.milliseconds), 0)  # no day is still to come
        day = collection.day(when)
        role = Role.MEETING if last_day is None else Role.RECALL
        row = log.append_past(
            collection.store,
            Entry(
                kind=Kind.IMPORT,
                card=card,
                grade=past.grade,
                taken_ms=past.taken_ms,
                value=Role.AGAIN if day == last_day else role,
            ),
            when=when,
            day=day,
            action=action,
            device=collection.device(),
            source=f"{card} {past.source_id}",
            given_up=given_up + place,  # so that they stay in their order
        )
        last_day = day
        rows += [] if row is None else [row]
    count_past(collection.store, card, rows, collection.scheduler)


def _given(card: str, progress: Progress) -> list[Entry]:
    state = Position(progress.state, progress.due_in_days_from_epoch)
    entries = []
    if progress.due_in_days_from_epoch is not None or progress.history:
        entries.append(Entry(kind=Kind.SET, card=card, after=state, value=progress.lapses))
    if progress.suspended:
        entries.append(Entry(kind=Kind.SUSPEND, card=card))
    return entries
