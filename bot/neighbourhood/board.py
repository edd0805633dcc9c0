"""What a chat sees of its neighbourhood: its role, the other chats, what goes from one to another."""

from collections.abc import Sequence

from bot.cards import Words
from bot.cards.face import mark
from bot.cards.fit import first_lines
from bot.keyboards import Row, in_rows
from bot.outgoing import Button, Drawn
from bot.store.chat_rows import Group, Role
from bot.texts import clip

ROLES: tuple[Role, ...] = ("action_group", "platform", "core_group")

ROOM = 2000
"""Characters for the other chats; the rest of the message takes fewer than as many."""


def board(words: Words, group: Group, others: Sequence[Group]) -> Drawn:
    """Draw the neighbourhood as a chat sees it; a chat that can't be written to is named so."""
    there = words.html("neighbourhood.board.alone")
    if others:
        lines = [_line(words, other) for other in others]
        shown = first_lines(lines, lambda n: words.html("cards.list.more", n=n), ROOM)
        there = "\n".join((words.html("neighbourhood.board.others"), shown))
    role = words.html("neighbourhood.board.role", role=role_name(words, group.role))
    head = "\n".join((words.html("neighbourhood.board.title"), role))
    text = "\n\n".join((head, there, words.html("neighbourhood.crossing"), words.html("neighbourhood.board.ask")))
    return Drawn(text, (*in_rows(_role_buttons(words, group)), _link_buttons(words, group)))


def _line(words: Words, other: Group) -> str:
    key = "chat" if other.active else "gone"
    title, role = title_of(words, other), role_name(words, other.role)
    return words.html(f"neighbourhood.board.{key}", title=title, role=role)


def _role_buttons(words: Words, group: Group) -> list[Button]:
    return [
        button(words, mark(role == group.role) + words.plain(f"neighbourhood.choose.{role}"), f"role+{role}")
        for role in ROLES
    ]


def _link_buttons(words: Words, group: Group) -> Row:
    linked = group.initiative is not None
    names = ("invite", "leave") if linked else ("invite",)
    return tuple(button(words, words.plain(f"neighbourhood.button.{name}"), name) for name in names)


def button(words: Words, label: str, code: str) -> Button:
    """Return a button of this room."""
    return words.button(label, 0, f"hood:{code}")


def role_name(words: Words, role: Role) -> str:
    """Return what a chat is for, in a word."""
    return words.plain(f"neighbourhood.role.{role}")


def title_of(words: Words, group: Group) -> str:
    """Return how the others call a chat; a title can be all signs that nobody sees."""
    return clip(group.title) or words.plain("neighbourhood.unnamed")
