"""Numbers of ours for chats that work together: linking, signals, polls, check-ins, promises; each with its reason."""

from datetime import time, timedelta
from fractions import Fraction

# --- a neighbourhood of chats, and what is heard in it (C17) ---

INVITATION_LASTS = timedelta(hours=1)
"""Long enough to call the admin of the other chat, too short for a link that is passed on and found later."""

WRONG_CODES_AT_MOST = 5
"""Typing errors of one chat within an hour. A code has ten of 31 signs: at this pace ten thousand chats find one of a
thousand open invitations in two thousand years."""

WRONG_CODES_WITHIN = timedelta(hours=1)
"""As long as an invitation lasts, so that a chat never gets a second series at the same one."""

SIGNAL_AT_MOST = 280
"""C17 asks for one line: what, where, who follows up. More becomes a report about someone."""

SIGNALS_AT = time(9)
"""A signal is no alarm: the core group hears of all of a day in one message, at the start of the next."""

SIGNAL_BACK_AFTER = timedelta(days=14)
"""R46: the core group answers within two weeks; what nobody took up by then comes back, once."""

SIGNAL_TOLD_AT_MOST = 2
"""The second time is a reminder, a third one nagging; the overview goes on showing it."""

SIGNAL_KEPT = timedelta(days=90)
"""What nobody took up in a season is said again if it still is so."""

SIGNAL_KEPT_OVER = timedelta(days=30)
"""C17: people hear within a month what came of it; then the line has done its work."""

SIGNALS_OPEN_AT_MOST = 40
"""Of one chat, and not taken off its list; what a neighbourhood can't look through in an evening helps nobody."""

SIGNALS_SHOWN = 5
"""Lines of one message to the core group, each with its buttons: more is a list nobody takes up."""

# --- polls of the neighbourhood platform (R48, R49) ---

POLL_OPTIONS = (2, 12)
"""One option is no question; a poll of Telegram holds twelve, and nobody weighs more."""

POLL_QUESTION_AT_MOST = 255
"""A poll of Telegram holds 300 characters; the rest is for who sees what."""

POLL_OPTION_AT_MOST = 100
"""As many as an option of Telegram holds, so that a card of ours can take its place and the other way round."""

POLL_DAYS_AT_MOST = 60
"""After two months nobody remembers what it was for; Telegram's own clock stops at thirty days."""

POLL_CLOSES_AT = time(19)
"""People vote after supper; the result still comes before quiet hours."""

POLL_REMINDED_BEFORE = timedelta(days=1)
"""Close enough to act on, far enough to still ask a neighbour who is not online."""

PAPER_AT_MOST = 5_000
"""People on one count on paper: more than a neighbourhood has is a slip of the finger."""

TELL_BACK_WITHIN = timedelta(days=30)
"""R49: within a month."""

TELL_BACK_REMINDED = (timedelta(days=14), timedelta(days=26))
"""R49: halfway, when something may have been done; and while there still is time to do it."""

VOICES_SHOWN = 3
"""PL1: three voices, so that counts stay about people."""

# --- what a group promised itself (Q6.5, Q6.6, R38) ---

FOLLOW_UP_AT = time(10)
"""On the day itself, after the first rush: who promised it still has the day to do it, and nobody is asked at night."""

FOLLOW_UP_LATER = (14, 30, 90)
"""Days to a new date: a small thing that slipped, a next meeting, a next season."""

# --- check-ins (R46, R47) ---

FIRE_LOW = Fraction(1)
"""R46: at "smoulders" or less, energy is what to talk about, not planning."""

FIRE_DROPS_BY = Fraction(1)
"""R46: a whole level down since last time is felt in the room, whatever is left."""

STANDS_STILL_AFTER = 2
"""R46: once "no" is a holiday or an illness; twice in a row something is in the way."""

STANDS_STILL_SHARE = Fraction(1, 2)
"""R46: when more than half say that nothing moved, the group says so."""

FIRE_MOVES_BY = Fraction(1, 2)
"""R46: in a small group half a level is two people who feel otherwise; less is the mood of a day."""

WEEKS_OFFERED = (2, 4, 6, 8)
"""Method 4.6 says four to six weeks; two for a group in a hurry, eight for one that wants to be left in peace."""

WEEKS_PROPOSED = 4
"""Method 4.6: often enough to notice that the fire goes down, seldom enough to stay a minute."""

REMIND_AFTER = timedelta(days=2)
"""Facilitation 2.4: one reminder, once who wanted to answer at once has done so."""

CLOSE_AFTER = timedelta(days=4)
"""Facilitation 2.4: the round ends while people still know what it was about; who is late answers the next one."""

SILENT_AT_MOST = 2
"""One silent round is a holiday; after two, asking on is nagging."""

DIGEST_AT = time(8, 55)
"""R46: rounds of a day come together the next morning, just before signals would come by themselves."""

NEED_BACK_AFTER = timedelta(days=14)
"""R46: the core group answers within two weeks; what it did not comes back, once."""

INDICATORS_AT_MOST = 3
"""R47 (S L812-818): more are counted for the sake of counting."""
