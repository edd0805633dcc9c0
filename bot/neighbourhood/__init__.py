"""The room of the neighbourhood: which chats belong together, what each is for, and what a group shares."""

from bot.desk import Decision, Scene, by_word
from bot.events import Wrote
from bot.neighbourhood import linking, parting, roles, sharing
from bot.neighbourhood.board import board
from bot.store.neighbourhood_rows import chats_beside


def _show(scene: Scene, _: Wrote) -> Decision:
    if scene.group.kind == "private":
        return scene.refuse("neighbourhood.here_not")
    scene.say(board(scene.words(), scene.group, chats_beside(scene.tx, scene.group)), answer=True)
    return Decision()


_BUTTONS = {
    "role": roles.choose,
    "invite": linking.invite,
    "join": linking.join,
    "decline": linking.decline,
    "leave": parting.ask,
    "parted": parting.leave,
    "drop": parting.drop,
    "stay": parting.stay,
    "share": sharing.share,
}


COMMANDS = {
    "buurt": _show,
    "neighbourhood": _show,
    "koppel": linking.typed,
    "link": linking.typed,
    "ontkoppel": parting.asked,
    "unlink": parting.asked,
    "deel": sharing.preview,
    "share": sharing.preview,
}
FOR_ADMINS = frozenset(COMMANDS)
IN_CHANNELS = frozenset({"koppel", "link", "ontkoppel", "unlink"})
BUTTONS = {"hood": by_word(_BUTTONS)}
LINKS = {linking.WORD: linking.opened}
