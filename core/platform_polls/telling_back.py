"""Who was asked hears within a month what was done with it; until then they are not asked again (R49)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.thresholds.neighbourhood import TELL_BACK_REMINDED, TELL_BACK_WITHIN


@dataclass(frozen=True)
class Debt:
    """A closed poll of which nobody told back what was done.

    Attributes:
        poll: Our number of it.
        closed_at: When it closed.
        rule: Always R49.
    """

    poll: int
    closed_at: datetime
    rule: str = "R49"

    def is_late(self, now: datetime) -> bool:
        """Whether the month is over: the same people are not asked anything new (R49)."""
        return self.closed_at + TELL_BACK_WITHIN <= now


def debts(closed: Iterable[Debt], now: datetime) -> tuple[Debt, ...]:
    """Return the polls that stand in the way of a new one to the same people, the oldest first (R49)."""
    return tuple(sorted((debt for debt in closed if debt.is_late(now)), key=lambda debt: debt.closed_at))


def reminders(closed_at: datetime) -> tuple[datetime, ...]:
    """Return when whoever closed a poll is reminded of its tell-back."""
    return tuple(closed_at + after for after in TELL_BACK_REMINDED)
