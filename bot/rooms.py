"""Which room acts on what: commands, buttons of menus, replies to a question of the bot, links, moments.

A room is a folder or module of `bot` that carries something beside the runs of flows. Each names what it acts on; the
tables below are put together of them, and nothing else knows which rooms there are.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot import follow_up, neighbourhood, polls, signals, times
from bot.cards import Words
from bot.check_ins import tables as check_ins
from bot.desk import Decision, Desk, Scene
from bot.events import Wrote
from bot.outgoing import ChatLook
from bot.store import Store, Tx
from bot.store.schedule_rows import Due

Commanded = Callable[[Scene, Wrote], Decision]
Pressed = Callable[[Scene, str], Decision]
"""Acts on a press of a button `word:what` outside a run; gets what stands behind the word."""
Replied = Callable[[Scene, str, Wrote], Decision]
"""Acts on a reply to a message of `Scene.ask`; gets what the message was about."""
Linked = Callable[[Scene, str], Decision]
"""Acts on `/start word-what`, in a private chat or in a group; gets what stands behind the word."""
Struck = Callable[[Scene, Due], Decision]
"""Acts at a moment that was planned; the scene is that of the chat, its person is the clock."""

Beside = Callable[[Store, ChatLook, Words], Awaitable[str]]
"""Returns a block of HTML, '' when there is nothing to say."""
Moved = Callable[[Tx, Desk, int], None]
Tidied = Callable[[Tx, datetime], int]

COMMANDS: Mapping[str, Commanded] = {
    **check_ins.COMMANDS,
    **neighbourhood.COMMANDS,
    **polls.COMMANDS,
    **signals.COMMANDS,
    **times.COMMANDS,
}
"""By command, in every language."""

FOR_ADMINS: frozenset[str] = (
    check_ins.FOR_ADMINS | neighbourhood.FOR_ADMINS | polls.FOR_ADMINS | signals.FOR_ADMINS | times.FOR_ADMINS
)
"""Commands that an anonymous admin may give too."""

IN_CHANNELS: frozenset[str] = neighbourhood.IN_CHANNELS
"""Commands that are heard in a channel, where only admins write and everyone reads the answer."""

BUTTONS: Mapping[str, Pressed] = {
    **check_ins.BUTTONS,
    **follow_up.BUTTONS,
    **neighbourhood.BUTTONS,
    **polls.BUTTONS,
    **signals.BUTTONS,
    **times.BUTTONS,
}
"""By the word before the colon."""

REPLIES: Mapping[str, Replied] = {
    **check_ins.REPLIES,
    **follow_up.REPLIES,
    **polls.REPLIES,
    **signals.REPLIES,
    **times.REPLIES,
}
"""By the word of `Scene.ask`."""

LINKS: Mapping[str, Linked] = {**neighbourhood.LINKS, **polls.LINKS}
"""By the word before the hyphen; the words of links to sheets have none."""

DUE: Mapping[str, Struck] = {**check_ins.DUE, **follow_up.DUE, **polls.DUE, **signals.DUE}
"""By the kind of plan."""

SENSIBLE_FOR: Mapping[str, timedelta] = {**check_ins.SENSIBLE_FOR}
"""By the kind of plan: how long after its moment it still makes sense; later it is skipped, and said to be where people
know of it (`time.plan.*`). Kinds that are left out make sense however late they come."""

BEGINS: Mapping[str, Callable[[Scene], Decision]] = {**check_ins.BEGINS}
"""By the flow: what a room begins in another way than by asking its first question."""

OVERVIEW: tuple[Beside, ...] = (check_ins.OVERVIEW, signals.OVERVIEW, polls.OVERVIEW)
"""What rooms add to the overview of a chat, in this order."""

TIDY: tuple[Tidied, ...] = (check_ins.TIDY, signals.TIDY, *polls.TIDY)
"""What rooms forget now and then; each says how much it was."""

UNHEARD: frozenset[str] = polls.UNHEARD
"""Kinds of plans that nobody hears of."""

MOVED: tuple[Moved, ...] = (polls.MOVED,)
"""Who acts when a group got another id and its messages stayed behind."""

_ASKED = re.compile(r":\?(\w+):([^?]*)\?")


def reply_to(key: str) -> tuple[Replied, str] | None:
    """Return who hears the reply to our message with this key, and what it was about; None: no room does."""
    found = _ASKED.search(key)
    hears = REPLIES.get(found[1]) if found else None
    return (hears, found[2]) if found and hears else None


def link_of(payload: str) -> tuple[Linked, str] | None:
    """Return who acts on what stands behind `/start`, and what it is about; None: no room does."""
    word, hyphen, what = payload.partition("-")
    acts = LINKS.get(word) if hyphen else None
    return (acts, what) if acts else None
