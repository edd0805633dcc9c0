"""The clock of the playground, which can be moved forward, and what then happens in between.

Moving goes from one moment at which something is due to the next, so that a reminder of the third day is heard before
one of the seventh. Before each step everyone may finish what is in hand: an update older than a day is lost, and a
press waits only seconds for its answer.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.playground.state import milliseconds
from bot.playground.world import World

ZONE = ZoneInfo("Europe/Brussels")
"""Where the playground lies."""

MORNING = 9
_PATIENCE = 5.0  # seconds for a bot that does not get on; then the move is made without it
_LOOK = 0.01
_TICK = 1.0  # seconds; a poll may close that much late

CatchUp = Callable[[], Awaitable[datetime | None]]
"""Does what came due; returns the next moment at which something is, None when nothing is planned."""


class MovableClock:
    """A clock ahead of another one.

    Args:
        real: The clock it is ahead of.
    """

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._ahead = timedelta()
        self.followers: list[CatchUp] = []

    def __call__(self) -> datetime:
        """The playground's moment, in UTC."""
        return self._real() + self._ahead

    def forward_to(self, moment: datetime) -> None:
        """Move on; a moment in the past changes nothing."""
        self._ahead += max(moment - self(), timedelta())

    def on_move(self, follower: CatchUp) -> Callable[[], None]:
        """Let `follower` catch up at each step; the answer stops it."""
        self.followers.append(follower)
        return lambda: self.followers.remove(follower)


class Mover:
    """Moves the clock, one move at a time, and closes polls as time passes by itself.

    Args:
        world: Whose clock it is.
        clock: The clock.
    """

    def __init__(self, world: World, clock: MovableClock) -> None:
        self._world = world
        self._clock = clock
        self._lock = asyncio.Lock()
        self._passing: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look at the clock."""
        self._passing = asyncio.create_task(self._pass())

    def close(self) -> None:
        """Look no more."""
        if self._passing is not None:
            self._passing.cancel()

    async def _pass(self) -> None:
        while True:
            self._world.pass_time()
            await asyncio.sleep(_TICK)

    async def move(self, to: datetime) -> None:
        """Move to a moment, and return when all that was due until then is done."""
        async with self._lock:
            following = await self._settled()
            while self._clock() < to:
                self._clock.forward_to(self._step(following, to))
                self._world.pass_time()
                self._world.tell("clock", now=milliseconds(self._clock()))
                following = await self._settled()

    def _step(self, following: list[datetime], to: datetime) -> datetime:
        return min([*(moment for moment in following if moment > self._clock()), to])

    async def _settled(self) -> list[datetime]:
        """Let everyone finish, as long as patience lasts; return when something is due next."""
        following: list[datetime | None] = [self._world.next_closing()]
        try:
            async with asyncio.timeout(_PATIENCE):
                for catch_up in tuple(self._clock.followers):
                    await self._heard()
                    following.append(await catch_up())
                await self._heard()
        except TimeoutError:
            return []
        return [moment for moment in following if moment is not None]

    async def _heard(self) -> None:
        """Wait until the bot has taken its updates and answered the presses, if there is a bot to do so."""
        while True:
            if not (self._clock.followers and self._world.is_waiting()):
                return
            await asyncio.sleep(_LOOK)


def later(now: datetime, step: str) -> datetime:
    """The moment one step from now; days and weeks keep the time of the wall clock.

    Raises:
        KeyError: No such step.
    """
    here = now.astimezone(ZONE)
    nine = here.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    moments = {
        "hour": now + timedelta(hours=1),
        "morning": nine if nine > here else nine + timedelta(days=1),
        "day": here + timedelta(days=1),
        "week": here + timedelta(weeks=1),
    }
    return moments[step].astimezone(now.tzinfo)
