"""One row, from claim to settlement."""

import asyncio
import inspect
import logging
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from telegram.error import TelegramError

from bot.outbox import calls
from bot.outbox.budget import Budget
from bot.outbox.failing import Failing
from bot.outbox.grip import Grip
from bot.outbox.outcome import Outcome, Verdict, outcome_of
from bot.outbox.probe import Search, Trail, look_for, shares_ids
from bot.outbox.surroundings import Surroundings
from bot.outgoing import Drawn
from bot.store import outbox_settle as settle
from bot.store.outbox_rows import WITH_FILE, Claim, Payload, claim, keep_payload

log = logging.getLogger(__name__)

CARD = 3
"""Priority up to which a message is a question card: without it the group can't go on, so it is rather sent twice."""

_FINE = Outcome(Verdict.DONE, "")


class Delivery:
    """Carries rows to Telegram, one at a time per chat.

    Attributes:
        counts: How often what happened, by name; for the metrics.
    """

    def __init__(self, given: Surroundings, budget: Budget) -> None:
        self._given = given
        self._budget = budget
        self.counts: Counter[str] = Counter()
        self._failing = Failing(given, budget, self.counts)
        self._line = asyncio.Lock()
        self._trails: dict[int, Trail] = {}
        self._newest_shared = 0

    async def deliver(self, row_id: int) -> bool | None:
        """Take the row up and do what can be done; whether a call was made, or None when it was not to be had.

        Raises:
            Exception: What the store raises; the row is found again when its lease runs out.
        """
        begun = self._given.monotonic()
        now = self._given.clock()
        lease_until = now + timedelta(seconds=self._given.times.lease)
        held = await self._given.store.write(claim, row_id, now, lease_until)
        if held is None:
            return None
        grip = Grip(self._given, self._anchored(held), begun)
        await self._act(grip)
        return grip.called

    def know(self, message_id: int) -> None:
        """Remember the highest id of the count that people and basic groups share."""
        self._newest_shared = max(self._newest_shared, message_id)

    def _anchored(self, held: Claim) -> Claim:
        # What is sent now gets a higher id than anything known in any chat of the shared count.
        if not shares_ids(held.chat):
            return held
        self.know(held.after)
        return replace(held, after=self._newest_shared)

    async def _act(self, grip: Grip) -> None:
        if grip.held.doubtful:
            await self._search(grip)
        elif grip.held.posts:
            await self._send(grip)
        else:
            await self._change(grip)

    # --- sends ---

    async def _send(self, grip: Grip) -> None:
        drawn = await self._words(grip)
        if drawn is None:
            return
        payload = Payload(drawn, grip.held.chat, grip.held.after)
        until = grip.renewed_until()
        if not await self._given.store.write(keep_payload, grip.held, payload, until) or not grip.is_firm():
            await self._failing.not_tried(grip)
            return
        try:
            posted = await self._post(grip, drawn)
        except Exception as error:  # noqa: BLE001 also an answer the library chokes on is an outcome: unknown
            await self._failing.settle(grip, outcome_of(error))
            return
        if posted.poll is not None:  # first: whoever finds the message later would not know which poll it is
            await self._given.on_poll(grip.held.key, posted.poll)
        await self._posted(grip, posted.id, payload)

    async def _post(self, grip: Grip, drawn: Drawn) -> calls.Posted:
        held, bot, thread = grip.held, self._given.bot, grip.held.look.thread
        grip.called = True
        await self._turn()
        try:
            return await self._in_time(calls.send(bot, held, drawn, thread=thread))
        except TelegramError as error:
            if outcome_of(error).verdict is not Verdict.NO_TOPIC or thread <= calls.GENERAL or not await grip.holds():
                raise
        self._budget.take(held.look.group)
        await self._turn()
        posted = await self._in_time(calls.send(bot, held, drawn, thread=0))
        await self._given.on_trouble(held.look.group, "topic")
        return posted

    async def _turn(self) -> None:
        """Leave in the order in which calls are ready, and not all at once."""
        async with self._line:
            wait = self._budget.turn()
            while wait > 0:
                await asyncio.sleep(wait)
                wait = self._budget.turn()

    async def _in_time(self, call: Coroutine[None, None, calls.Posted]) -> calls.Posted:
        """Give a call with a file no longer than any other: its lease would run out."""
        async with asyncio.timeout(self._given.longest_call):
            return await call

    async def _posted(self, grip: Grip, message_id: int, payload: Payload) -> None:
        self._budget.went_well(grip.held.look.group)
        if await self._given.store.write(settle.posted, grip.held, message_id, payload, self._given.clock()):
            self._done(grip, "sent")
            if shares_ids(payload.chat):
                self.know(message_id)
            return
        self._done(grip, "surplus")
        with suppress(TelegramError):  # then two stay; the row says which one counts
            await calls.delete(self._given.bot, payload.chat, message_id)

    # --- a send of which nobody knows ---

    async def _search(self, grip: Grip) -> None:
        held, payload = grip.held, grip.held.payload
        if payload is None or payload.chat != held.chat:  # what went to the old chat is not in this one
            await self._missing(grip, Search.ABSENT)
            return
        ours = await self._given.store.write(settle.ours_after, held.look.group, payload.after)

        async def try_on(message_id: int) -> Outcome:
            return await self._call_edit(grip, message_id, payload.drawn)

        trail = self._trails.setdefault(held.id, Trail())
        found = await look_for(payload, ours, try_on, trail)
        match found:
            case int():
                self.counts["probe_found"] += 1
                await self._posted(grip, found, payload)
            case Search():
                await self._missing(grip, found)
            case Outcome():
                await self._failing.settle(grip, found)

    async def _missing(self, grip: Grip, search: Search) -> None:
        self._trails.pop(grip.held.id, None)
        self.counts[f"probe_{search.name.lower()}"] += 1
        if search is Search.UNFINDABLE and grip.held.priority > CARD:
            if grip.held.kind == "poll":
                await self._given.on_poll(grip.held.key, "lost")
            await self._given.store.write(settle.dropped, grip.held, self._given.clock(), "unknown")
            self._done(grip, "unknown")
            return
        await self._failing.put_back(grip, 0.0, search.name.lower(), doubtful=False)

    async def _call_edit(self, grip: Grip, message_id: int, drawn: Drawn) -> Outcome:
        if not await grip.holds():
            return Outcome(Verdict.NOT_SENT, "lease")
        grip.called = True
        await self._turn()
        try:
            await self._edit(grip, message_id, drawn)
        except Exception as error:  # noqa: BLE001 as for a send
            return outcome_of(error)
        return _FINE

    async def _edit(self, grip: Grip, message_id: int, drawn: Drawn) -> None:
        bot, chat = self._given.bot, grip.held.chat
        if grip.held.kind == "poll":
            await calls.keep_buttons(bot, chat, message_id, drawn)
            return
        change = calls.edit_caption if grip.held.kind in WITH_FILE else calls.edit
        await change(bot, chat, message_id, drawn)

    # --- edits and deletes ---

    async def _change(self, grip: Grip) -> None:
        held = grip.held
        if held.target is None:
            await self._drop(grip, "no target")
            return
        drawn = await self._words(grip) if held.kind == "edit" else None
        if held.kind in {"delete", "stop"}:
            outcome = await self._call_end(grip, held.target)
        elif drawn is None:
            return
        elif held.attempts == 1 and drawn == held.shown:  # a later attempt may follow one that did change it
            outcome = _FINE
        else:
            outcome = await self._call_edit(grip, held.target, drawn)
        await self._changed(grip, outcome, drawn)

    async def _call_end(self, grip: Grip, message_id: int) -> Outcome:
        if not await grip.holds():
            return Outcome(Verdict.NOT_SENT, "lease")
        grip.called = True
        bot, held = self._given.bot, grip.held
        try:
            if held.kind == "stop":
                await self._given.on_poll(held.target_key or "", await calls.stop(bot, held.chat, message_id))
            else:
                await calls.delete(bot, held.chat, message_id)
        except Exception as error:  # noqa: BLE001 as for a send
            return outcome_of(error)
        return _FINE

    async def _changed(self, grip: Grip, outcome: Outcome, drawn: Drawn | None) -> None:
        held = grip.held
        if outcome.verdict is not Verdict.DONE:
            await self._failing.settle(grip, outcome)
            return
        self._budget.went_well(held.look.group)
        payload = None if drawn is None else Payload(drawn, held.chat)
        await self._given.store.write(settle.changed, held, payload, self._given.clock())
        self._done(grip, "sent" if grip.called else "same")

    # --- shared ---

    async def _words(self, grip: Grip) -> Drawn | None:
        held = grip.held
        try:
            drawing = self._given.draw(held.draw, held.look)
            drawn = await drawing if inspect.isawaitable(drawing) else drawing
            if drawn is not None:
                calls.markup_of(drawn)
        except Exception as error:  # noqa: BLE001 whatever is wrong with one message may not stop the others
            log.error("could not draw", extra={"key": held.key, "error": type(error).__name__})  # noqa: TRY400 a traceback may quote what members wrote
            await self._given.store.write(settle.dead, held, self._given.clock(), type(error).__name__)
            self._done(grip, "dead")
            return None
        if drawn is None:
            await self._drop(grip, None)
        return drawn

    async def _drop(self, grip: Grip, why: str | None) -> None:
        await self._given.store.write(settle.dropped, grip.held, self._given.clock(), why)
        self._done(grip, "dropped")

    def _done(self, grip: Grip, what: str) -> None:
        self.counts[what] += 1
        self._failing.forget(grip.held.id)
        self._trails.pop(grip.held.id, None)
