"""Taking chats apart again: a chat leaves by itself, and one that can't be written to any more is let go by another."""

from bot.desk import Decision, Scene, refusal
from bot.events import Wrote
from bot.neighbourhood.board import button, title_of
from bot.neighbourhood.telling import let_core_groups_hear, tell
from bot.outgoing import Drawn
from bot.store.chat_rows import Group, group_by_id
from bot.store.neighbourhood_rows import belong, chats_beside, dissolve


def asked(scene: Scene, _: Wrote) -> Decision:
    """`/ontkoppel`: ask whether they mean it; in a channel everyone would read that, so there it is done."""
    if scene.group.kind == "private":
        return scene.refuse("neighbourhood.here_not")
    return _gone(scene, scene.group) if scene.group.kind == "channel" else ask(scene, "")


def ask(scene: Scene, _: str) -> Decision:
    """Offer to leave, and to go on without chats that can't be written to."""
    words = scene.words()
    if scene.group.initiative is None:
        return scene.refuse("neighbourhood.part.alone")
    parted = button(words, words.plain("neighbourhood.button.parted"), "parted")
    stay = button(words, words.plain("neighbourhood.button.stay"), "stay")
    lost = [other for other in chats_beside(scene.tx, scene.group) if not other.active]
    rows = [(button(words, _without(scene, other), f"drop+{other.id}"),) for other in lost]
    scene.say(Drawn(words.html("neighbourhood.part.ask"), ((parted, stay), *rows)))
    return Decision()


def _without(scene: Scene, other: Group) -> str:
    words = scene.words()
    return words.plain("neighbourhood.part.without", title=title_of(words, other))


def stay(scene: Scene, _: str) -> Decision:
    """Change nothing."""
    scene.show_here(Drawn(scene.words().html("neighbourhood.board.role", role=_role(scene))))
    return Decision()


def _role(scene: Scene) -> str:
    return scene.words().plain(f"neighbourhood.role.{scene.group.role}")


def leave(scene: Scene, _: str) -> Decision:
    """Let the chat stand alone again."""
    if not scene.is_admin():
        return refusal(scene.words().plain("neighbourhood.for_admins"))
    return _gone(scene, scene.group)


def drop(scene: Scene, number: str) -> Decision:
    """Go on without a chat that can't be written to."""
    if not scene.is_admin():
        return refusal(scene.words().plain("neighbourhood.for_admins"))
    lost = group_by_id(scene.tx, int(number))
    if lost is None or lost.active or lost.initiative is None or lost.initiative != scene.group.initiative:
        return refusal(scene.words().plain("neighbourhood.stale"))
    return _gone(scene, lost)


def _gone(scene: Scene, parted: Group) -> Decision:
    """Take a chat out of its neighbourhood; both sides hear it, and one that is left over stands alone too."""
    if parted.initiative is None:
        return scene.refuse("neighbourhood.part.alone")
    others = chats_beside(scene.tx, parted)
    belong(scene.tx, parted.id, None, parted.role)
    dissolve(scene.tx, parted.initiative)
    if parted.id == scene.group.id:
        _say_parted(scene)
    tell(scene, others, "neighbourhood.part.told", parted, alone=len(others) == 1)
    if len(others) == 1 and others[0].kind == "channel" and others[0].active:
        _say_parted(scene.elsewhere(others[0]))
    let_core_groups_hear(scene, (parted, *others))
    return Decision()


def _say_parted(scene: Scene) -> None:
    key = "channel" if scene.group.kind == "channel" else "done"
    scene.show_here(Drawn(scene.words().html(f"neighbourhood.part.{key}")))
