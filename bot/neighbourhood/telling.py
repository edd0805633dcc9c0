"""Telling the other chats of a neighbourhood what changed, in a line each."""

from collections.abc import Iterable

from bot.check_ins.following import plan_digest
from bot.desk import Scene
from bot.neighbourhood.board import role_name, title_of
from bot.outgoing import Drawn
from bot.store.chat_rows import Group
from bot.store.signal_rows import plan_telling


def tell(scene: Scene, others: Iterable[Group], key: str, about: Group, **values: object) -> None:
    """Say in each of these chats what happened with the chat `about`; those who follow a channel need not know."""
    for other in others:
        if not other.active or other.kind == "channel":
            continue
        there = scene.elsewhere(other)
        words = there.words()
        named = {"title": title_of(words, about), "role": role_name(words, about.role)}
        there.say(Drawn(words.html(key, **named, **values)))


def let_core_groups_hear(scene: Scene, groups: Iterable[Group]) -> None:
    """Plan anew what core groups hear, now that other chats belong to them or they are none any more."""
    for group in groups:
        plan_telling(scene.tx, group, scene.now)
        if group.role == "core_group":
            plan_digest(scene.tx, group, scene.now)
