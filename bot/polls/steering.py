"""Who steers a poll: whoever made it, or an admin of the chat that asks; other buttons do nothing."""

from collections.abc import Sequence

from bot.desk import Decision, Scene, refusal
from bot.neighbourhood.board import title_of
from bot.outgoing import Button, Drawn
from bot.polls.cards import button
from bot.store.chat_rows import Group, group_by_id
from bot.store.neighbourhood_rows import chats_beside
from bot.store.poll_heirs import taken_over
from bot.store.poll_rows import Poll, owed_to, poll_by_id
from core.platform_polls import debts


def steered(scene: Scene, number: str) -> Poll | Decision:
    """Return the poll that is meant, or why this person can't steer it.

    Raises:
        NeedsAdminError: They did not make it; whether they are an admin must be asked first.
    """
    poll = poll_by_id(scene.tx, int(number)) if number.isdecimal() else None
    if poll is None or poll.group != scene.group.id:
        return refusal(scene.words().plain("polls.stale"))
    if poll.author != scene.who.id and not scene.is_admin():
        return refusal(scene.words().plain("polls.for_maker"))
    return poll


def asking_chats(scene: Scene) -> list[Group]:
    """Return the chats that can be asked from here: this one and those of its neighbourhood."""
    return [scene.group, *(it for it in chats_beside(scene.tx, scene.group) if it.active)]


def named(scene: Scene, chats: Sequence[int]) -> list[str]:
    """Return how these chats are called."""
    found = (group_by_id(scene.tx, chat) for chat in chats)
    return [called(scene, group) for group in found if group is not None]


def called(scene: Scene, group: Group) -> str:
    """Return how a chat is called here."""
    words = scene.words()
    return words.plain("polls.here") if group.id == scene.group.id else title_of(words, group)


def blocked(scene: Scene, chats: Sequence[int]) -> Drawn | None:
    """Say which tell-back stands in the way of asking these chats anew (R49), None when none does."""
    late = debts(owed_to(scene.tx, chats), scene.now)
    poll = poll_by_id(scene.tx, late[0].poll) if late else None
    if poll is None:
        return None
    poll = taken_over(scene.tx, poll, scene.group.id)  # else nobody could ever tell, and these chats were never asked
    words = scene.words()
    rows = ((tell_button(scene, poll),),) if poll.group == scene.group.id else ()
    return Drawn(words.html("polls.told.first", question=poll.form.question, rule=late[0].rule), rows)


def tell_button(scene: Scene, poll: Poll) -> Button:
    """Return the button that begins a tell-back."""
    words = scene.words()
    return button(words, words.plain("polls.button.tell"), f"tell+{poll.id}")
