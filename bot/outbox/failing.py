"""What is done about a call that did not do what it should: the second half of the outcome table."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.outbox.budget import Budget
from bot.outbox.grip import Grip
from bot.outbox.outcome import Outcome, Verdict
from bot.outbox.surroundings import Surroundings, Trouble
from bot.store import outbox_settle as settle
from bot.store.chat_moves import migrate
from bot.store.outbox_rows import WITH_FILE

log = logging.getLogger(__name__)

NO_RIGHTS_TRIES = 4
"""A chat that refuses the bot's messages so many times is paused; once it was an outage of Telegram (PTB#3956)."""

UNKNOWN_TRIES = 50
"""With a longest pause of a minute: close to an hour of answers that say nothing. Then it is this message."""


FILE_TRIES = 6
"""The same of a picture or a file: the group can do without, so it waits a minute or two for it, not an hour."""


class Failing:
    """Settles rows whose call failed."""

    def __init__(self, given: Surroundings, budget: Budget, counts: Counter[str]) -> None:
        self._given = given
        self._budget = budget
        self._counts = counts
        self._failures: Counter[int] = Counter()
        self._by_verdict: dict[Verdict, Callable[[Grip, Outcome], Awaitable[None]]] = {
            Verdict.DONE: self._gone,  # never of a send, and edits settle it themselves; a delete has no such answer
            Verdict.NOT_SENT: self._later,
            Verdict.HOLD: self._hold,
            Verdict.REFUSED: self._dead,
            Verdict.GONE: self._gone,
            Verdict.NOT_OURS: self._gone,
            Verdict.NO_TOPIC: self._dead,
            Verdict.NO_RIGHTS: self._no_rights,
            Verdict.MIGRATED: self._migrated,
            Verdict.FORBIDDEN: self._forbidden,
            Verdict.TOKEN: self._token,
            Verdict.UNKNOWN: self._unknown,
        }

    def forget(self, row_id: int) -> None:
        """The row is settled: its failures are history."""
        self._failures.pop(row_id, None)

    async def settle(self, grip: Grip, outcome: Outcome) -> None:
        """Do what the outcome asks for."""
        self._counts[outcome.verdict.name.lower()] += 1
        log.info("call failed", extra={"key": grip.held.key, "verdict": outcome.verdict.name, "error": outcome.error})
        if grip.held.kind in WITH_FILE and self._can_be_missed(grip, outcome):
            await self._gone(grip, outcome)
            return
        if grip.held.kind == "poll" and outcome.verdict in {Verdict.NO_RIGHTS, Verdict.REFUSED}:
            await self._given.on_poll(grip.held.key, "refused")
            await self._gone(grip, outcome)
            return
        await self._by_verdict[outcome.verdict](grip, outcome)

    def _can_be_missed(self, grip: Grip, outcome: Outcome) -> bool:
        """A group may forbid pictures or files alone, and one may be too much for the way there; words go on."""
        tried = self._failures[grip.held.id]
        return outcome.verdict is Verdict.NO_RIGHTS or (outcome.verdict is Verdict.UNKNOWN and tried >= FILE_TRIES)

    async def not_tried(self, grip: Grip) -> None:
        """The lease did not hold until the call; nothing was sent. Others who hold it now are not disturbed."""
        self._counts["lease_lost"] += 1
        await self.put_back(grip, 0.0, "lease", doubtful=grip.held.doubtful)

    async def put_back(self, grip: Grip, seconds: float, error: str, *, doubtful: bool) -> None:
        """Leave the row for later; a doubtful one is looked for first."""
        due = self._given.clock() + timedelta(seconds=seconds)
        await self._given.store.write(settle.put_back, grip.held, due, error, doubtful=doubtful)

    def _backoff(self, grip: Grip) -> float:
        self._failures[grip.held.id] += 1
        return self._given.times.backoff(self._failures[grip.held.id])

    async def _later(self, grip: Grip, outcome: Outcome) -> None:
        await self.put_back(grip, self._backoff(grip), outcome.error, doubtful=grip.held.doubtful)

    async def _hold(self, grip: Grip, outcome: Outcome) -> None:
        self._budget.too_many(grip.held.look.group)
        await self.put_back(grip, outcome.seconds, outcome.error, doubtful=grip.held.doubtful)

    async def _dead(self, grip: Grip, outcome: Outcome) -> None:
        log.error("message refused", extra={"key": grip.held.key, "error": outcome.error})
        await self._given.store.write(settle.dead, grip.held, self._given.clock(), outcome.error)
        self.forget(grip.held.id)

    async def _gone(self, grip: Grip, outcome: Outcome) -> None:
        await self._given.store.write(settle.dropped, grip.held, self._given.clock(), outcome.error)
        self.forget(grip.held.id)

    async def _no_rights(self, grip: Grip, outcome: Outcome) -> None:
        await self._later(grip, outcome)
        if self._failures[grip.held.id] >= NO_RIGHTS_TRIES:
            await self._pause(grip, "rights")

    async def _forbidden(self, grip: Grip, outcome: Outcome) -> None:
        await self.put_back(grip, 0.0, outcome.error, doubtful=grip.held.doubtful)
        await self._pause(grip, "gone")

    async def _pause(self, grip: Grip, trouble: Trouble) -> None:
        group = grip.held.look.group
        self.forget(grip.held.id)
        await self._given.store.write(settle.pause, group)
        await self._given.on_trouble(group, trouble)

    async def _migrated(self, grip: Grip, outcome: Outcome) -> None:
        await self.put_back(grip, 0.0, outcome.error, doubtful=grip.held.doubtful)
        group = await self._given.store.write(migrate, grip.held.chat, outcome.chat)
        await self._given.on_trouble(grip.held.look.group if group is None else group, "migrated")

    async def _token(self, grip: Grip, outcome: Outcome) -> None:
        log.critical("the token is refused", extra={"error": outcome.error})
        seconds = self._given.times.token_pause
        self._budget.shut(seconds)
        await self.put_back(grip, seconds, outcome.error, doubtful=grip.held.doubtful)
        await self._given.on_trouble(0, "token")

    async def _unknown(self, grip: Grip, outcome: Outcome) -> None:
        pause = self._backoff(grip)
        if self._failures[grip.held.id] >= UNKNOWN_TRIES:
            await self._dead(grip, outcome)
            return
        posts = grip.held.posts
        pause = max(pause, self._given.times.grace) if posts else pause
        await self.put_back(grip, pause, outcome.error, doubtful=posts)
