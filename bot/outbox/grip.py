"""A claimed row in hand, and whether the hand still holds it."""

from datetime import datetime, timedelta

from bot.outbox.surroundings import MARGIN, Surroundings
from bot.store.outbox_rows import Claim, renew


class Grip:
    """A claim with its lease, watched on a clock that never runs backwards.

    Args:
        begun: That clock just before the row was claimed.

    Attributes:
        held: The claim.
        called: Whether Telegram was called for it.
    """

    def __init__(self, given: Surroundings, held: Claim, begun: float) -> None:
        self._given = given
        self._renewed_at = begun
        self.held = held
        self.called = False

    def is_firm(self) -> bool:
        """Whether a call that begins now ends before the lease does, however long it takes."""
        times = self._given.times
        return self._given.monotonic() <= self._renewed_at + times.lease - self._given.longest_call - MARGIN / 2

    def renewed_until(self) -> datetime:
        """Begin a new lease, to be written down by the caller; return its end."""
        self._renewed_at = self._given.monotonic()
        return self._given.clock() + timedelta(seconds=self._given.times.lease)

    async def holds(self) -> bool:
        """Whether a call may begin, with a new lease when this one is short; False when the row is in other hands."""
        if self.is_firm():
            return True
        return await self._given.store.write(renew, self.held, self.renewed_until()) and self.is_firm()
