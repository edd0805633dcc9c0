"""One update, one transaction: is it new, where are we, what follows; then, once it is on disk, the small answers."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot import rooms
from bot.buttons import tapped
from bot.commands import wrote
from bot.desk import Decision, Desk, NeedsAdminError, Scene, Toast
from bot.events import (
    BotMoved,
    Chose,
    Departed,
    Event,
    Happened,
    PollMoved,
    Renamed,
    Tapped,
    Upgraded,
    Where,
    Wrote,
)
from bot.greeting import moved
from bot.leaving import departed
from bot.running import post_cards_anew
from bot.store import Store, Tx
from bot.store.acquaintance_rows import meet
from bot.store.chat_moves import migrate
from bot.store.chat_rows import Group, group_of, new_group, saw_last_message
from bot.store.inbox_rows import StoredUpdate, mark_done
from bot.store.neighbourhood_rows import set_title
from bot.store.outbox_settle import resume
from bot.store.poll_places import chat_of_native
from bot.store.vote_rows import Answer, NativePoll, answer, note

log = logging.getLogger(__name__)


async def _everyone(_chat: int, _person: int) -> bool:
    """Take everyone for a member."""
    return True


@dataclass(frozen=True)
class Border:
    """What only the border can do.

    Attributes:
        read: Makes an event of a raw update; None for what the bot does not answer.
        is_admin: Asks whether a person (second) is an admin of a chat (first); False when it can't be known.
        is_member: Asks whether they are in it at all; True when it can't be known.
    """

    read: Callable[[str], Event | None]
    is_admin: Callable[[int, int], Awaitable[bool]]
    is_member: Callable[[int, int], Awaitable[bool]] = _everyone


@dataclass(frozen=True, kw_only=True)
class Aftermath:
    """What is done after a commit; all of it may get lost without harm.

    Attributes:
        answer: Answers a press: query, text, whether it must be tapped away.
        like: Puts a small sign to a message: chat, message.
        wake: There may be something to send to these chats; to any chat when none is named.
        opened: A run moved on; for whoever looks along.
    """

    answer: Callable[[str, str, bool], None]
    like: Callable[[int, int], None]
    wake: Callable[..., None]
    opened: Callable[[Desk, Where, Decision], None] | None = None


class Dispatcher:
    """Handles stored updates, one at a time per chat."""

    def __init__(self, desk: Desk, store: Store, border: Border, after: Aftermath) -> None:
        """Take what never changes, where things are kept, what Telegram knows, and what follows a commit."""
        self._desk = desk
        self._border = border
        self._store = store
        self._after = after

    async def handle(self, update: StoredUpdate) -> None:
        """Do everything of one update.

        Raises:
            Exception: It could not be handled; nothing of it was kept, and it is tried again or quarantined.
        """
        event = self._border.read(update.raw)
        if event is None or isinstance(event, PollMoved | Chose):
            await self._store.write(_heard_of_poll, update.seq, await self._poll(event), self._desk.clock())
            return
        try:
            decision = await self._store.write(decide, self._desk, update.seq, event)
        except NeedsAdminError:
            decision = await self._decided_with_rights(update, event)
        if decision is not None:
            self._afterwards(event, decision)

    async def _poll(self, event: PollMoved | Chose | None) -> NativePoll | Answer | None:
        """Return what a poll of Telegram tells, and whether a voter is in its chat: forwarded, it takes any vote."""
        if not isinstance(event, Chose):
            return None if event is None else event.poll
        chat = await chat_of_native(self._store, event.poll)
        member = chat is None or await self._border.is_member(chat, event.voter)
        return Answer(event.poll, event.voter, event.chosen, member)

    async def _decided_with_rights(self, update: StoredUpdate, event: Happened | Upgraded) -> Decision | None:
        assert isinstance(event, Wrote | Tapped)  # noqa: S101 only a person's wish needs rights
        admin = await self._border.is_admin(event.where.tg_id, event.who.id)
        return await self._store.write(decide, self._desk, update.seq, event, admin=admin)

    def _afterwards(self, event: Happened | Upgraded, decision: Decision) -> None:
        if decision.kept is not None:
            self._desk.runs.keep(decision.kept)
        self._after.wake(*decision.groups)
        if isinstance(event, Tapped):
            self._after.answer(event.query, decision.toast.text, decision.toast.loud)
        elif isinstance(event, Wrote) and decision.liked:
            self._after.like(event.where.tg_id, event.message_id)
        if self._after.opened is not None and not isinstance(event, Upgraded):
            self._after.opened(self._desk, event.where, decision)


def _heard_of_poll(tx: Tx, seq: int, told: NativePoll | Answer | None, now: datetime) -> None:
    """Keep what a poll of Telegram tells; None: nothing for us."""
    if not mark_done(tx, seq) or told is None:
        return
    if isinstance(told, NativePoll):
        note(tx, told, now)
    else:
        answer(tx, told, now)


def decide(tx: Tx, desk: Desk, seq: int, event: Happened | Upgraded, *, admin: bool | None = None) -> Decision | None:
    """Do everything of one event in one transaction; None when it was done before."""
    if not mark_done(tx, seq):
        return None
    if isinstance(event, Upgraded):
        return _upgraded(tx, desk, event)
    scene = _scene(tx, desk, seq, event, admin)
    decision = _decided(scene, event)
    return replace(decision, groups=frozenset({scene.group.id, *scene.promised_to}))


def _decided(scene: Scene, event: Happened) -> Decision:
    match event:
        case Tapped():
            return _heard(scene, tapped(scene, event))
        case Wrote():
            # In a chat that was left behind, messages have other numbers.
            if event.where.tg_id == scene.group.tg_id and not event.edited:
                saw_last_message(scene.tx, scene.group.id, event.message_id)
            return wrote(scene, event)
        case BotMoved():
            return moved(scene, event)
        case Departed():
            return departed(scene)
        case Renamed():
            return Decision()  # the title is noted with every event


def _heard(scene: Scene, decision: Decision) -> Decision:
    """Where the bot was not let to write, the answer to a press is the only place to say so."""
    if scene.group.active or decision.toast.loud:
        return decision
    return replace(decision, toast=Toast(scene.words().plain("commands.could_not_write"), loud=True))


def _upgraded(tx: Tx, desk: Desk, event: Upgraded) -> Decision:
    group_id = migrate(tx, event.old, event.new)
    if group_id is not None:
        post_cards_anew(tx, desk, group_id)
        for act in rooms.MOVED:
            act(tx, desk, group_id)
    return Decision()


def _scene(tx: Tx, desk: Desk, seq: int, event: Happened, admin: bool | None) -> Scene:  # noqa: FBT001 not a switch: what is known
    now = desk.clock()
    group = group_of(tx, event.where.tg_id) or _new(tx, desk, event)
    if not group.active and not isinstance(event, BotMoved):
        resume(tx, group.id)  # someone there speaks to us, so we are there
    if event.where.title not in {"", group.title}:
        set_title(tx, group.id, event.where.title)
    if group.kind == "group" and event.who.mask is None and isinstance(event, Wrote | Tapped):
        meet(tx, event.who.id, group.id)
    message = event.message_id if isinstance(event, Wrote | Tapped) else 0
    return Scene(
        tx=tx,
        desk=desk,
        group=group,
        where=event.where,
        who=event.who,
        cause=f"u{seq}",
        now=now,
        admin=admin,
        message_id=message,
    )


def _new(tx: Tx, desk: Desk, event: Happened) -> Group:
    return new_group(tx, event.where.tg_id, event.where.kind, (desk.language, desk.time_zone), desk.clock())
