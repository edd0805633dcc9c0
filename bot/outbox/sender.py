"""Says what was promised: many chats at once, each in its order, none too often.

Theory of operation. The rows are the truth; in memory is only the oldest living row of each chat (its head), refreshed
for the chats that were named by `wake` or just finished, and for all of them now and then. A head that is due and
within budget is handed to a delivery, at most one per chat; one that is due later is not looked at until then, so
that a chat with news doesn't pay for all that wait. Nothing here is needed after a crash: what was in hand is found
as `sending`, and a send among it is looked for in the chat before it is sent again.
"""

import asyncio
import logging
import math
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from heapq import heappop, heappush

from bot.outbox.budget import Budget
from bot.outbox.delivery import Delivery
from bot.outbox.surroundings import Surroundings
from bot.store.outbox_rows import Head, heads
from bot.store.outbox_settle import highest_shared_id, recently_sent, recover

log = logging.getLogger(__name__)

_REMEMBERED = 60.0  # seconds of earlier messages that still count: the window of the limit per chat
_MANY = 4096  # cards whose last change is remembered before the old ones are forgotten


class Sender:
    """The one task that empties the outbox.

    Args:
        given: What it works with.
    """

    def __init__(self, given: Surroundings) -> None:
        self._given = given
        self._budget = Budget(given.monotonic, given.limits)
        self._delivery = Delivery(given, self._budget)
        self._heads: dict[int, Head] = {}
        self._near: set[int] = set()  # chats whose head may be due
        self._later: list[tuple[datetime, int]] = []  # a heap: when to look at which other chat
        self._stale: set[int] = set()
        self._all_stale = True
        self._scanned_at = float("-inf")
        self._bell = asyncio.Event()
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._edited_at: dict[str, float] = {}
        self._rest_until: dict[int, float] = {}
        self._loop: asyncio.Task[None] | None = None

    @property
    def counts(self) -> Counter[str]:
        """How often what happened, by name; for the metrics."""
        return self._delivery.counts

    async def start(self) -> None:
        """Take up what an earlier process left, then send until `stop`."""
        now = self._given.clock()
        await self._given.store.write(recover, now, timedelta(seconds=self._given.times.grace))
        for group, private, sent_at in await recently_sent(self._given.store, now - timedelta(seconds=_REMEMBERED)):
            self._budget.take(group, private=private, ago=max(0.0, (now - sent_at).total_seconds()))
        self._delivery.know(await highest_shared_id(self._given.store))
        self._loop = asyncio.create_task(self._run())

    async def stop(self, within: float = 10.0) -> None:
        """Take nothing up any more, and give what is on its way so many seconds; the next start finds the rest."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.wait([self._loop])
        if self._busy:
            _, late = await asyncio.wait(self._busy.values(), timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def wake(self, *groups: int) -> None:
        """Look at these chats again, or at all; after a commit that put something in the outbox or resumed a chat."""
        self._stale.update(groups)
        self._all_stale = self._all_stale or not groups
        self._bell.set()

    async def _run(self) -> None:
        while True:
            self._bell.clear()
            try:
                await self._refresh()
                pause = self._hand_out()
            except Exception as error:  # noqa: BLE001 the bot must go on speaking when the store is well again
                log.error("outbox not readable", extra={"error": type(error).__name__})  # noqa: TRY400 rows may stand in it
                self._all_stale, pause = True, self._given.times.rest
            await self._sleep(pause)

    async def _sleep(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._bell.wait()

    async def _refresh(self) -> None:
        now = self._given.monotonic()
        every = self._all_stale or now >= self._scanned_at + self._given.times.rescan
        stale = frozenset(self._stale)
        self._all_stale, self._stale = False, set()
        if every:
            self._scanned_at = now
            self._heads = await heads(self._given.store)
            self._near, self._later = set(self._heads), []
        elif stale:
            found = await heads(self._given.store, stale)
            for group in stale:
                self._heads.pop(group, None)
            self._heads.update(found)
            self._near.update(found)

    def _hand_out(self) -> float:
        """Begin what may begin; return the seconds until more may."""
        soonest = self._come_near()
        for head in self._waiting():
            if len(self._busy) >= self._given.at_once:
                return soonest  # whoever is done first rings the bell
            if (wait := self._budget.wait_overall()) > 0:
                return min(soonest, wait)
            if (wait := self._wait(head)) > 0:
                soonest = min(soonest, wait)
                self._put_off(head)
            else:
                self._begin(head)
        return soonest

    def _come_near(self) -> float:
        """Look again at the chats whose time has come; return the seconds until the next one's."""
        now = self._given.clock()
        while self._later and self._later[0][0] <= now:
            self._near.add(heappop(self._later)[1])
        first = (self._later[0][0] - now).total_seconds() if self._later else math.inf
        return min(self._given.times.rescan, first)

    def _put_off(self, head: Head) -> None:
        if head.due > self._given.clock():
            self._near.discard(head.group)
            heappush(self._later, (head.due, head.group))

    def _waiting(self) -> list[Head]:
        """Return the heads that may be due and are in nobody's hands, the most urgent first."""
        self._near &= self._heads.keys()
        waiting = [self._heads[group] for group in self._near if group not in self._busy]
        waiting.sort(key=lambda head: (head.priority, head.due, head.id))
        return waiting

    def _wait(self, head: Head) -> float:
        now = self._given.monotonic()
        edited_at = self._edited_at.get(head.target_key or "")
        coalescing = head.kind == "edit" and not head.pressing and edited_at is not None
        return max(
            (head.due - self._given.clock()).total_seconds(),
            self._budget.wait(head.group),
            self._rest_until.get(head.group, now) - now,
            edited_at + self._given.times.edit_pause - now if coalescing and edited_at is not None else 0.0,
        )

    def _begin(self, head: Head) -> None:
        self._budget.take(head.group, private=head.private)
        self._rest_until.pop(head.group, None)
        task = asyncio.create_task(self._deliver(head))
        self._busy[head.group] = task

    async def _deliver(self, head: Head) -> None:
        called: bool | None = None
        try:
            called = await self._delivery.deliver(head.id)
        except Exception as error:  # noqa: BLE001 one row may not stop the others; its lease runs out
            log.error("delivery broke off", extra={"row": head.id, "error": type(error).__name__})  # noqa: TRY400 as above
        finally:
            self._after(head, called=called)

    def _after(self, head: Head, *, called: bool | None) -> None:
        now = self._given.monotonic()
        if called is None:
            self._rest_until[head.group] = now + self._given.times.rest
        elif not called:
            self._budget.give_back(head.group)
        elif head.kind == "edit" and head.target_key is not None:
            self._remember_edit(head.target_key, now)
        del self._busy[head.group]
        self.wake(head.group)

    def _remember_edit(self, target_key: str, now: float) -> None:
        if len(self._edited_at) >= _MANY:
            self._edited_at = {
                key: at for key, at in self._edited_at.items() if at + self._given.times.edit_pause > now
            }
        self._edited_at[target_key] = now
