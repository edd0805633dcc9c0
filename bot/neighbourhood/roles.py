"""What a chat is for (method 4.8): chosen by an admin, explained in a card, told to the other chats."""

from collections.abc import Iterable

from bot.desk import Decision, Scene, refusal
from bot.neighbourhood.board import ROLES
from bot.neighbourhood.telling import let_core_groups_hear, tell
from bot.outgoing import Drawn
from bot.store.chat_rows import Group, Role, group_by_id
from bot.store.neighbourhood_rows import belong, chats_beside


def choose(scene: Scene, name: str) -> Decision:
    """Let the chat be for something else."""
    role = role_named(name)
    if not scene.is_admin():
        return refusal(scene.words().plain("neighbourhood.for_admins"))
    others = chats_beside(scene.tx, scene.group)
    if role is None or (role == "core_group" and has_core_group(others)):
        return refusal(scene.words().plain(f"neighbourhood.{'join.two_cores' if role else 'stale'}"))
    belong(scene.tx, scene.group.id, scene.group.initiative, role)
    scene.show_here(Drawn(scene.words().html(f"neighbourhood.card.{role}")))
    if role != scene.group.role:
        _tell_of_change(scene, others)
    return Decision()


def _tell_of_change(scene: Scene, others: Iterable[Group]) -> None:
    me = group_by_id(scene.tx, scene.group.id)
    assert me is not None  # noqa: S101 the scene is played there
    tell(scene, others, "neighbourhood.role_told.changed", me)
    let_core_groups_hear(scene, (me, *others))


def role_named(name: str) -> Role | None:
    """Return the role of this name, None when there is no such role."""
    return next((role for role in ROLES if role == name), None)


def has_core_group(groups: Iterable[Group]) -> bool:
    """Say whether one of these chats is the core group."""
    return any(group.role == "core_group" for group in groups)
