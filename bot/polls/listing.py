"""Polls in the overview of the chat that asked: what is open, and what is still to be told back (R49)."""

from bot.cards import Words
from bot.cards.fit import first_lines
from bot.outgoing import ChatLook
from bot.store import Store
from bot.store.poll_rows import Poll, read_going

ROOM = 800
"""Characters for polls in the overview."""


async def in_overview(store: Store, look: ChatLook, words: Words) -> str:
    """Return the polls of a chat as HTML, '' without any."""
    found = [_line(words, poll) for poll in await read_going(store, look.group)]
    shown = first_lines(found, lambda n: words.html("cards.list.more", n=n), ROOM)
    return "\n".join((words.html("polls.overview.title"), shown)) if found else ""


def _line(words: Words, poll: Poll) -> str:
    if poll.status == "open":
        return words.html("polls.overview.open", question=poll.form.question, day=poll.form.last_day)
    return words.html("polls.overview.owed", question=poll.form.question)
