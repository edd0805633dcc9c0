"""How a poll looks: a card of ours with its buttons, or a poll of Telegram; and who sees what."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import Words
from bot.desk import ready
from bot.keyboards import Row, Rows, in_rows
from bot.outgoing import Button, Drawn, Json
from bot.polls.wording import Asked, asked_in
from bot.store.poll_places import Place
from bot.store.poll_rows import Poll
from bot.texts import clip
from core.platform_polls import Shape, Tally
from core.voices import may_show

LABEL = 20
"""Characters of an option on its button; above, it stands in full."""


@dataclass(frozen=True)
class Stand:
    """How a poll stands: how many answered on cards, and what, where that is shown."""

    answered: int = 0
    tally: Tally | None = None


def button(words: Words, label: str, code: str) -> Button:
    """Return a button of this room."""
    return words.button(label, 0, f"poll:{code}")


def card(words: Words, poll: Poll, place: Place | None, stand: Stand, *, channel: bool = False) -> Drawn:
    """Draw a poll as a card; without a place it is an example whose buttons do nothing."""
    asked = asked_in(words, poll)
    lines = _numbered(words, poll, asked, stand)
    text = words.html("polls.card", question=asked.question, lines=lines, about=_about(words, poll, channel=channel))
    count = [words.html("polls.answered", n=stand.answered)] if stand.answered else []
    rows = _rows(words, poll, asked, place)
    return Drawn("\n\n".join((text, *count)), (*rows, *_in_private(words, poll, place)))


def closed_card(words: Words, poll: Poll) -> Drawn:
    """Draw a card that takes no answers any more."""
    return Drawn(words.html("polls.closed_card", question=asked_in(words, poll).question))


def _numbered(words: Words, poll: Poll, asked: Asked, stand: Stand) -> list[str]:
    """Return the options with their counts, when these are shown and enough people answered (R50)."""
    tally = stand.tally if poll.form.live and stand.tally and may_show(stand.tally.voters, hidden=True) else None
    if poll.template.fixed and tally is None:
        return []  # they stand on the buttons in full
    return [f"{n}. {it}{_counts(words, poll, option, tally)}" for n, (option, it) in enumerate(asked.options, start=1)]


def _counts(words: Words, poll: Poll, option: str, tally: Tally | None) -> str:
    if tally is None:
        return ""
    if poll.template.shape is not Shape.EACH:
        return f": {tally.of(option, poll.template.columns[0])}"
    said = (f"{words.plain(f'polls.level.{it}')} {tally.of(option, it)}" for it in poll.template.levels)
    return f": {', '.join(said)}"


def _about(words: Words, poll: Poll, *, channel: bool) -> str:
    """Say who sees what, how to add words, until when, and that people hear what is done with it."""
    lines = [words.plain("polls.seen.card", live=poll.form.live)]
    if poll.template.words:
        lines.append(words.plain(f"polls.own_words.{poll.template.code}", channel=channel))
    return " ".join((*lines, _until(words, poll)))


def _until(words: Words, poll: Poll) -> str:
    return words.plain("polls.until", day=poll.form.last_day, tells=poll.template.code != "told")


def _rows(words: Words, poll: Poll, asked: Asked, place: Place | None) -> Rows:
    if poll.template.shape is Shape.EACH:
        return tuple(_level_row(words, poll, n, place) for n in range(len(asked.options)))
    labels = [it if poll.template.fixed else f"{n}. {it}" for n, (_, it) in enumerate(asked.options, start=1)]
    return in_rows(button(words, clip(it, LABEL), _vote(place, n, 0)) for n, it in enumerate(labels))


def _level_row(words: Words, poll: Poll, number: int, place: Place | None) -> Row:
    labels = [words.plain(f"polls.level.{level}") for level in poll.template.levels]
    labels[0] = f"{number + 1}. {labels[0]}"
    return tuple(button(words, label, _vote(place, number, level)) for level, label in enumerate(labels))


def _vote(place: Place | None, option: int, level: int) -> str:
    return "look" if place is None else f"v+{place.id}+{option}+{level}"


def _in_private(words: Words, poll: Poll, place: Place | None) -> Rows:
    """Return the way to add words where the chat does not read them."""
    if not poll.template.words:
        return ()
    label = words.plain("polls.button.privately")
    if place is None:
        return ((button(words, label, "look"),),)
    return ((Button(label, url=f"https://t.me/{words.bot_username}?start=poll-{link_of(words, place)}"),),)


def link_of(words: Words, place: Place) -> str:
    """Return what the link to add words in private carries; nobody can make one up."""
    return f"{place.id}-{words.codec.trace(place.key)[:12]}"


# --- polls of Telegram ---


def native(words: Words, poll: Poll, *, channel: bool) -> dict[str, Json]:
    """Return a poll of Telegram as the outbox draws it; who sees what stands under its question."""
    asked, form = asked_in(words, poll), poll.form
    options: list[Json] = [it for _, it in asked.options]
    assert poll.closes_at is not None  # noqa: S101 an open poll has one
    asks: dict[str, Json] = {
        "question": asked.question,
        "options": options,
        "named": form.named,
        "several": poll.template.shape is Shape.SEVERAL,
        "hides": not form.live,
        "closes_at": poll.closes_at.isoformat(),
    }
    return {**ready(Drawn(words.html("polls.about", about=_native_about(words, poll, channel=channel)))), "poll": asks}


def _native_about(words: Words, poll: Poll, *, channel: bool = False) -> str:
    form = poll.form
    lines = [words.plain("polls.seen.named" if form.named else "polls.seen.native", live=form.live)]
    if poll.template.words and not channel:  # in a channel nobody can reply
        lines.append(words.plain(f"polls.own_words.{poll.template.code}", channel=False))
    if form.named and poll.template.shape is Shape.SEVERAL:
        lines.append(words.plain("polls.may_add"))
    return " ".join((*lines, _until(words, poll)))


def looks(words: Words, poll: Poll) -> Drawn:
    """Draw a poll as an example: exactly as a card looks, as near as words come to a poll of Telegram."""
    if not poll.template.native:
        return card(words, poll, None, Stand())
    asked = asked_in(words, poll)
    sign = "☐" if poll.template.shape is Shape.SEVERAL else "○"
    lines: Sequence[str] = [f"{sign} {it}" for _, it in asked.options]
    return Drawn(words.html("polls.card", question=asked.question, lines=lines, about=_native_about(words, poll)))
