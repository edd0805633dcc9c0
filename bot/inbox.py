"""From stored to handled: in order within a chat, side by side across chats.

Theory of operation. `accept` puts updates on disk and then in their lanes; whoever called it may acknowledge them when
it returns. A few workers, started when there is work and gone when there is none, each take the oldest update of a
lane that nobody holds. A failing update keeps its own lane waiting, is tried again, and is then quarantined, so that
the lane goes on. When it is the disk that refuses, no update is to blame: the lane waits for better times, and gives
nothing up. After a start, `recover` takes up what is on disk page by page; until it has caught up, `accept` only
stores, because what it stores comes after what is still to be read.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from bot.arrived import Arrived
from bot.clock import Clock
from bot.logs import place_of
from bot.store import Store
from bot.store.errors import is_about_storage
from bot.store.inbox_rows import StoredUpdate, mark_failed, store_updates, waiting

log = logging.getLogger(__name__)

Handle = Callable[[StoredUpdate], Awaitable[None]]
Sleep = Callable[[float], Awaitable[None]]
Act = Callable[[], Awaitable[object]]

CAPACITY = 1_000  # updates in memory: some MB, and a second of work; beyond it Telegram is the better buffer
_WORKERS = 64  # more add nothing: they meet in one writer
_PAGE = 200
_PAUSES = (0.05, 0.15, 0.45)  # seconds before the 2nd, 3rd, 4th try; together short enough for those behind it
_STORE_PAUSE, _LONGEST_STORE_PAUSE = 0.5, 30.0  # seconds between tries while the disk refuses, doubling
_IN_VAIN = (ValueError, TypeError, LookupError, AttributeError, RecursionError)  # the same input fails again


class Lanes:
    """The updates in hand, by chat.

    Args:
        store: Where they are kept.
        handle: Does everything of one update in one transaction, its `mark_done` included.
        clock: Tells when they came.
        sleep: Pauses between tries.
    """

    def __init__(self, store: Store, handle: Handle, clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self._store = store
        self._handle = handle
        self._clock = clock
        self._sleep = sleep
        self._lanes: dict[int, deque[StoredUpdate]] = {}
        self._ready: deque[int] = deque()  # lanes with work that no worker holds
        self._held = 0  # updates in the lanes
        self._workers: set[asyncio.Task[None]] = set()
        self._storing: set[asyncio.Task[None]] = set()
        self._recovering = self._draining = False
        self._room = asyncio.Event()
        self._room.set()

    @property
    def is_full(self) -> bool:
        """Whether nothing more should be taken in for now."""
        return not self._room.is_set()

    async def room(self) -> None:
        """Wait until there is room for more."""
        await self._room.wait()

    async def accept(self, updates: Sequence[Arrived]) -> None:
        """Put `updates` on disk and hand what is new to its lane; once this returns they may be acknowledged.

        A caller that is cancelled changes nothing: what was stored is also handled.

        Raises:
            StoreError, sqlite3.Error: They could not be stored; don't acknowledge them.
        """
        storing = asyncio.ensure_future(self._accept(updates))
        self._storing.add(storing)
        storing.add_done_callback(self._storing.discard)
        await asyncio.shield(storing)

    async def _accept(self, updates: Sequence[Arrived]) -> None:
        stored = await self._store.write(store_updates, updates, self._clock())
        if not self._recovering:
            self._hand_over(stored)

    async def recover(self) -> int:
        """Take up what an earlier process has left, oldest first; return how many. Call it once, before `accept`."""
        self._recovering = True
        after = count = 0
        while True:
            # A unit of work, not a read: so it is in one order with the units of `accept`, and no update falls between.
            page = await self._store.write(waiting, after, _PAGE)
            if not page:
                self._recovering = False
                return count
            self._hand_over(page)
            after, count = page[-1].seq, count + len(page)
            await self.room()

    async def drain(self, within: float = 10.0) -> None:
        """Finish what is in hand, for at most `within` seconds; the rest is on disk and waits for the next start."""
        if self._storing:
            await asyncio.wait(self._storing)
        if self._workers:
            await asyncio.wait(self._workers, timeout=within)
        self._draining = True
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)

    def _hand_over(self, updates: Sequence[StoredUpdate]) -> None:
        for update in updates:
            lane = self._lanes.get(update.lane)
            if lane is None:
                self._lanes[update.lane] = deque((update,))
                self._ready.append(update.lane)
            else:
                lane.append(update)
        self._held += len(updates)
        if self._held >= CAPACITY:
            self._room.clear()
        for _ in range(min(len(self._ready), _WORKERS - len(self._workers))):
            worker = asyncio.ensure_future(self._work())
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)

    async def _work(self) -> None:
        while self._ready and not self._draining:
            lane = self._ready.popleft()
            updates = self._lanes[lane]
            await self._carry_out(updates[0])
            updates.popleft()
            self._held -= 1
            if self._held <= CAPACITY // 2:
                self._room.set()
            if updates:
                self._ready.append(lane)  # at the end: a busy chat doesn't keep the others waiting
            else:
                del self._lanes[lane]

    async def _carry_out(self, update: StoredUpdate) -> None:
        attempts = update.attempts
        while True:
            attempts += 1
            error = await self._patiently(partial(self._handle, update), is_about_storage)
            if error is None or await self._give_up(update, error, attempts):
                return
            await self._sleep(_PAUSES[attempts - 1])

    async def _give_up(self, update: StoredUpdate, error: Exception, attempts: int) -> bool:
        """Note a failure; return whether it was the last."""
        name, dead = type(error).__name__, isinstance(error, _IN_VAIN) or attempts > len(_PAUSES)
        action = "update_dead" if dead else "update_failed"
        facts = {"seq": update.seq, "attempts": attempts, "error": name, "where": place_of(error)}
        log.warning("update failed", extra={"action": action, **facts})
        note = partial(self._store.write, mark_failed, update.seq, name, attempts, dead=dead)
        await self._patiently(note, lambda _: True)
        return dead

    async def _patiently(self, act: Act, is_passing: Callable[[Exception], bool]) -> Exception | None:
        """Act until the error, if any, is not of the passing kind; return that error."""
        pause = _STORE_PAUSE
        while True:
            try:
                await act()
            except Exception as error:  # noqa: BLE001  any fault of one update must stop at that update
                if not is_passing(error):
                    return error
                log.warning("no storage", extra={"action": "no_storage", "error": type(error).__name__})
            else:
                return None
            await self._sleep(pause)
            pause = min(pause * 2, _LONGEST_STORE_PAUSE)
