"""An import, as one action."""

from collections.abc import Callable, Sequence
from pathlib import Path

from alliance_cards.collection.collection import Collection, card_called
from alliance_cards.collection.editing import keep_changes, put_text
from alliance_cards.collection.joining import Before, may_be_the_same
from alliance_cards.collection.planning import DeckPlan
from alliance_cards.core.calendar import Moment
from alliance_cards.core.history import Entry, Kind, Position, Role
from alliance_cards.core.identity import Join, Text
from alliance_cards.decks.saving import put_whole
from alliance_cards.formats.gathered import Progress
from alliance_cards.store import index, known, log
from alliance_cards.store.changes import FileChange
from alliance_cards.store.schedules import count_past


def apply_import(
    collection: Collection,
    plans: Sequence[DeckPlan],
    *,
    now: Moment,
    refresh: Callable[[], object],
) -> tuple[Join, ...]:
    """Write the decks into the home, and their progress where there is some.

    `refresh` brings the index up to date. Each file is replaced as a whole; raises OSError
    where it cannot be written. What is returned are cards that may be others that have
    left: only a person can say.
    """
    plans = [plan for plan in plans if plan.is_needed]
    if not plans:
        return ()
    before = Before(
        settled=index.decks_with_cards(collection.store),
        left=[Text(card.id, card.front, card.back) for p in plans for card in p.old.values()],
        read=[plan.deck for plan in plans],
    )
    changes = _written(plans)
    refresh()
    with collection.store.transaction():
        joins = [join for plan in plans for join in plan.moved]
        fresh = [item for plan in plans for item in plan.progress.items()]
        entries = [Entry(kind=Kind.RENAME, card=old, new_name=new) for old, new in joins]
        entries += [entry for card, progress in fresh for entry in _given(card, progress)]
        action = keep_changes(collection, changes, entries, now)
        for card, progress in fresh:
            _keep_past(collection, action, card, progress)
        for name in [*(join.new for join in joins), *(card for card, _ in fresh)]:
            known.remember(collection.store, card_called(collection, name))
    return may_be_the_same(collection, before)


def _written(plans: Sequence[DeckPlan]) -> list[FileChange]:
    """Write all files, or none: where one fails, the others become again what they were."""
    changes: list[FileChange] = []
    try:
        for plan in plans:
            change = put_text(plan.file.path, plan.file.text)
            is_as_brought = plan.file.brought == plan.file.text
            brought = change.after if is_as_brought else plan.file.brought.encode()
            changes.append(change._replace(brought=brought))
    except OSError:
        for change in changes:
            put_whole(Path(change.path), change.before)
        raise
    return changes


def _keep_past(collection: Collection, action: bytes, card: str, progress: Progress) -> None:
    rows, last_day = [], None
    for past in progress.history:
        when = Moment(past.milliseconds, 0)
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
        )
        last_day = day
        rows += [] if row is None else [row]
    count_past(collection.store, card, rows, collection.scheduler)


def _given(card: str, progress: Progress) -> list[Entry]:
    state = Position(progress.state, progress.due_in_days_from_epoch)
    entries = []
    if progress.due_in_days_from_epoch is not None:
        entries.append(Entry(kind=Kind.SET, card=card, after=state, value=progress.lapses))
    if progress.suspended:
        entries.append(Entry(kind=Kind.SUSPEND, card=card))
    return entries
