"""How long a person takes, and what that makes of the cards that are left."""

from typing import NamedTuple

from alliance_cards.core.queue import Counts, Queue, Turn
from alliance_cards.core.schedule import LONGEST_ANSWER_MS


class Usual(NamedTuple):
    """The answers of one turn: how many, and their milliseconds together."""

    answers: int
    taken_ms: int

    @property
    def mean(self) -> float:
        """The milliseconds of one."""
        return self.taken_ms / self.answers


NONE = Usual(0, 0)


class Pace(NamedTuple):
    """A person's answers so far. It begins with four of each turn of an imagined beginner."""

    due: Usual = Usual(4, 40_000)
    new: Usual = Usual(4, 80_000)
    drill: Usual = Usual(4, 24_000)

    def after(self, turn: Turn, taken_ms: int) -> "Pace":
        """The pace after one more answer; a pause counts as two minutes."""
        usual = Usual(1, min(taken_ms, LONGEST_ANSWER_MS))
        match turn:
            case "new":
                return Pace(self.due, _sum(self.new, usual), self.drill)
            case "drill":
                return Pace(self.due, self.new, _sum(self.drill, usual))
            case _:
                return Pace(_sum(self.due, usual), self.new, self.drill)

    def plus(self, due: Usual = NONE, new: Usual = NONE, drill: Usual = NONE) -> "Pace":
        """The pace after more answers, of which none counts longer than two minutes."""
        return Pace(_sum(self.due, due), _sum(self.new, new), _sum(self.drill, drill))

    @property
    def repeating_ms(self) -> float:
        """The milliseconds of the drill that one card brings, on average."""
        return self.drill.taken_ms / (self.due.answers + self.new.answers)

    @property
    def due_ms(self) -> float:
        """The milliseconds that a due card takes, with its share of the drill."""
        return self.due.mean + self.repeating_ms

    @property
    def new_ms(self) -> float:
        """The milliseconds that a new card takes, with its share of the drill."""
        return self.new.mean + self.repeating_ms

    def time_for(self, left: Counts) -> int:
        """A guess of the milliseconds that some cards take."""
        reviews = (left.due + left.cram) * self.due_ms
        return round(reviews + left.new * self.new_ms + left.drill * self.drill.mean)

    def fitting(self, queue: Queue, milliseconds: int, *, first: bool) -> Queue:
        """The part of a queue that fits into some time: the drill, due cards, new ones.

        Nothing fits into no time. The `first` card of a session is asked into any other.
        """
        if milliseconds <= 0:
            return Queue((), (), ())
        time = milliseconds - len(queue.drill) * self.drill.mean
        due = queue.due[: _fit(time, self.due_ms)]
        ahead = queue.ahead[: _fit(time - len(due) * self.due_ms, self.due_ms)]
        time -= (len(due) + len(ahead)) * self.due_ms
        fitted = Queue(
            due=due,
            new=queue.new[: _fit(time, self.new_ms)],
            drill=queue.drill[: max(1, _fit(milliseconds, self.drill.mean))],
            ahead=ahead,
            cram=queue.cram[: _fit(milliseconds, self.due_ms)],
        )
        if first and fitted.next is None:
            return queue.cut(1)._replace(cram=queue.cram[:1])
        return fitted


def _sum(one: Usual, other: Usual) -> Usual:
    return Usual(one.answers + other.answers, one.taken_ms + other.taken_ms)


def _fit(time: float, one: float) -> int:
    return max(0, int(time / one)) if one else 0
