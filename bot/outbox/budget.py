"""How much may be said, and when: a generic cell rate per chat and one for all chats together.

Sends and edits count, answers to presses do not. Telegram's numbers are unofficial (30 a second in all, 20 a minute in
a group), so we stay below them, and take half of it for a while after a "too many requests".
"""

from collections.abc import Callable
from dataclasses import dataclass

_SLOWEST = 8.0  # times slower than allowed, after several refusals in a row
_RECOVERY = 0.95  # each call that goes well takes a twentieth of the slowness away
_MANY = 4096  # chats remembered before those with a full budget are forgotten


@dataclass(frozen=True)
class Limit:
    """So many a second in the long run, and so many at once: together the most in any stretch of time."""

    rate: float
    burst: int


@dataclass(frozen=True)
class Limits:
    """The limits of one bot.

    Attributes:
        overall: All chats together: at most 29 in any second.
        group: One group: at most 20 in any minute.
        private: One person: about one a second.
    """

    overall: Limit = Limit(25.0, 5)
    group: Limit = Limit(18 / 60, 3)
    private: Limit = Limit(1.0, 3)


@dataclass
class _Cell:
    """One limit in use: `full_at` is the moment at which the whole burst is free again."""

    limit: Limit
    full_at: float = float("-inf")
    slowness: float = 1.0

    def free_at(self) -> float:
        return self.full_at - (self.limit.burst - 1) / self.limit.rate  # slowness stretches the steps, not the burst

    def take(self, now: float) -> None:
        self.full_at = max(self.full_at, now) + self.slowness / self.limit.rate

    def give_back(self) -> None:
        self.full_at -= self.slowness / self.limit.rate

    def slow_down(self) -> None:
        self.slowness = min(_SLOWEST, self.slowness * 2)

    def recover(self) -> None:
        self.slowness = max(1.0, self.slowness * _RECOVERY)

    def idle(self, now: float) -> bool:
        return self.full_at <= now and self.slowness == 1.0


class Budget:
    """What is left of the limits of one bot.

    Args:
        monotonic: Seconds that never run backwards.
        limits: How much is allowed.
    """

    def __init__(self, monotonic: Callable[[], float], limits: Limits) -> None:
        self._now = monotonic
        self._limits = limits
        self._overall = _Cell(limits.overall)
        self._leaving = _Cell(limits.overall)
        self._chats: dict[int, _Cell] = {}
        self._shut_until = float("-inf")

    def wait_overall(self) -> float:
        """Seconds until anything may be said to anyone; 0 is now."""
        return max(0.0, max(self._overall.free_at(), self._shut_until) - self._now())

    def wait(self, chat: int) -> float:
        """Seconds until this chat may hear something; 0 is now."""
        cell = self._chats.get(chat)
        return 0.0 if cell is None else max(0.0, cell.free_at() - self._now())

    def take(self, chat: int, *, private: bool = False, ago: float = 0.0) -> None:
        """Count a call that is made, or was made `ago` seconds before; `private` counts when a chat is new here."""
        now = self._now() - ago
        self._overall.take(now)
        self._cell(chat, private=private).take(now)

    def turn(self) -> float:
        """Return the seconds until a call that is ready may leave; 0 is now, and then it is counted.

        A slow disk holds up calls that were counted before; without a turn each they would leave all at once.
        """
        wait = max(0.0, self._leaving.free_at() - self._now())
        if wait == 0.0:
            self._leaving.take(self._now())
        return wait

    def give_back(self, chat: int) -> None:
        """The call that was counted last was not made after all."""
        self._overall.give_back()
        self._cell(chat).give_back()

    def went_well(self, chat: int) -> None:
        """Recover a little from an earlier refusal."""
        self._overall.recover()
        self._cell(chat).recover()

    def too_many(self, chat: int) -> None:
        """Telegram wants less: half of it from now on, growing back slowly. Its waiting time is the row's business."""
        self._overall.slow_down()
        self._cell(chat).slow_down()

    def shut(self, seconds: float) -> None:
        """Say nothing to anyone for so long."""
        self._shut_until = self._now() + seconds

    def _cell(self, chat: int, *, private: bool = False) -> _Cell:
        cell = self._chats.get(chat)
        if cell is None:
            self._forget_idle()
            cell = self._chats[chat] = _Cell(self._limits.private if private else self._limits.group)
        return cell

    def _forget_idle(self) -> None:
        if len(self._chats) >= _MANY:
            now = self._now()
            self._chats = {chat: cell for chat, cell in self._chats.items() if not cell.idle(now)}
