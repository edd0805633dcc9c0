"""A neighbourhood to begin with: two action groups, a platform and a core group, with people and the bot in them."""

from collections.abc import Mapping
from typing import Any

from bot.playground.world import World

_PLACES: Mapping[str, tuple[int, ...]] = {
    "first_action": (0, 1, 4, 5),
    "second_action": (2, 3, 6, 7),
    "platform": (0, 1, 2, 3, 4, 5, 6, 7),
    "core": (0, 2, 6),
}
"""Who is where, counted in the order people came; the first of a chat made it."""


def settle(world: World, words: Mapping[str, Any]) -> list[int]:
    """Make the chats, in the order of `_PLACES`.

    Args:
        world: Where at least four people live.
        words: `people`, the first names of the newcomers, and a title by place.

    Returns:
        The ids of the chats.
    """
    people = [user.id for user in world.users.values() if not user.is_bot][:4]
    people += [world.add_person(str(name)).id for name in words["people"]]
    made: list[int] = []
    for place, members in _PLACES.items():
        chat = world.create_group(str(words[place]), [people[number] for number in members])
        world.add_bot(chat.id, people[members[0]])
        made.append(chat.id)
    return made
