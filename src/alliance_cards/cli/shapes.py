"""The shapes that `--json` promises; `docs/json.md` lists their keys."""

from typing import TYPE_CHECKING, Any

from alliance_cards.core.calendar import Moment, iso_date
from alliance_cards.core.cards import Card
from alliance_cards.core.queue import Counts
from alliance_cards.core.schedule import Schedule

if TYPE_CHECKING:
    from alliance_cards.core.why import Event


def card_object(card: Card, schedule: Schedule, *, leech_lapses: int) -> dict[str, Any]:
    """A card with its state; `seen` is the UUID of its last row or null."""
    return {
        "id": card.id,
        "deck": card.deck,
        "kind": card.kind,
        "front": card.front,
        "back": card.back,
        "accept": list(card.accept),
        "options": list(card.options),
        "explanation": card.explanation,
        "source": card.source,
        "tags": list(card.tags),
        "state": state_object(schedule),
        "flagged": schedule.flagged,
        "leech": schedule.is_leech(leech_lapses),
        "seen": None if schedule.seen is None else uuid_text(schedule.seen),
    }


def state_object(schedule: Schedule) -> dict[str, Any]:
    """What is scheduled: `ease` with two decimals, `due` an ISO date or null."""
    return {
        "repetitions": schedule.state.repetitions,
        "ease": schedule.state.ease / 100,
        "interval_days": schedule.state.interval,
        "due": due_text(schedule),
        "lapses": schedule.lapses,
        "suspended": schedule.suspended,
    }


def counts_object(counts: Counts) -> dict[str, int]:
    """What is left today, within the limits."""
    return {"due": counts.due, "new": counts.new, "drill": counts.drill}


def event_object(event: "Event") -> dict[str, Any]:
    """A row of a card's history, with the state after it; `at` is the clock's own time."""
    row = event.row
    local = Moment(row.clock, row.offset_minutes).aware
    return {
        "id": uuid_text(row.uuid),
        "at": local.isoformat(timespec="milliseconds"),
        "day": iso_date(row.day),
        "card_id": row.entry.card,
        "kind": row.entry.kind.name.lower(),
        "grade": row.entry.grade,
        "taken_ms": row.entry.taken_ms,
        "state": state_object(event.after),
    }


def due_text(schedule: Schedule) -> str | None:
    """The due day as an ISO date, None for a new card."""
    return None if schedule.due is None else iso_date(schedule.due)


def uuid_text(uuid: bytes) -> str:
    """A UUID of 16 bytes as people write it."""
    text = uuid.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def uuid_bytes(text: str) -> bytes | None:
    """The 16 bytes of a written UUID, None if it is none."""
    plain = text.replace("-", "").lower()
    if len(plain) != 32 or set(plain) - set("0123456789abcdef"):
        return None
    return bytes.fromhex(plain)
