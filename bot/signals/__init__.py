"""The room of signals: what is heard in the neighbourhood is noted in a line, and something happens with it (C17)."""

from bot.desk import by_word
from bot.signals import following, noting
from bot.signals.listing import in_overview, show_list
from bot.store.signal_rows import TELLING, forget_old

_BUTTONS = {
    "keep": noting.keep,
    "for": noting.choose,
    "anew": noting.write_anew,
    "take": following.take,
    "done": following.ask,
    "close": following.close,
    "send": following.send,
}


COMMANDS = {
    "signaal": noting.typed,
    "signal": noting.typed,
    "signalen": show_list,
    "signals": show_list,
}
FOR_ADMINS = frozenset({"signalen", "signals"})
BUTTONS = {"sig": by_word(_BUTTONS)}
REPLIES = {noting.WORD: noting.replied, following.WORD: following.replied}
DUE = {TELLING: following.tell}
OVERVIEW = in_overview
TIDY = forget_old
