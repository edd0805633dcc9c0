"""The room of polls: asked on the platform, counted with paper, told back (method 4.7)."""

from bot.desk import Decision, Scene, by_word
from bot.events import Wrote
from bot.polls import asking, closing, drafting, paper, telling, voting
from bot.polls.listing import in_overview
from bot.store.poll_rows import forget_drafts
from bot.store.vote_rows import forget_strays

_BUTTONS = {
    "new": drafting.choose,
    "date": drafting.ask_date,
    "adapt": drafting.adapt,
    "discard": drafting.throw_away,
    "send": asking.send,
    "again": asking.again,
    "look": voting.look,
    "v": voting.press,
    "board": asking.show_board,
    "paper": paper.ask,
    "unpaper": paper.undo,
    "close": closing.ask,
    "closed": closing.by_hand,
    "stay": closing.stay,
    "tell": telling.begin,
    "action": telling.action,
}
_BY_WORD = by_word(_BUTTONS)
_SETTINGS = frozenset({"days", "live", "named", "chat"})
_REPLIES = {
    "typed": drafting.typed,
    "date": drafting.dated,
    "words": voting.said,
    "paper": paper.counted,
}


def _pressed(scene: Scene, what: str) -> Decision:
    word, _, about = what.partition("+")
    return drafting.set_something(scene, word, about) if word in _SETTINGS else _BY_WORD(scene, what)


def _replied(scene: Scene, about: str, event: Wrote) -> Decision:
    word, _, number = about.partition("-")
    return _REPLIES[word](scene, number, event)


COMMANDS = {"peiling": drafting.begin, "poll": drafting.begin}
FOR_ADMINS = frozenset(COMMANDS)
BUTTONS = {"poll": _pressed}
REPLIES = {"poll": _replied}
LINKS = {"poll": voting.opened}
DUE = {
    asking.CLOSE: closing.by_date,
    asking.REMIND: closing.remind,
    asking.RESULT: closing.result,
    asking.TELL: telling.remind,
}
UNHEARD = frozenset({asking.CLOSE})
OVERVIEW = in_overview
TIDY = (forget_drafts, forget_strays)
MOVED = asking.moved
tell_backs_due = telling.tell_backs_due
