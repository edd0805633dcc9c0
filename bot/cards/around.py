"""The cards around a question: before the first, during a pause, and a question that is over."""

from bot.cards.fit import first_message
from bot.cards.open import header, question
from bot.cards.outcome import in_full
from bot.cards.words import Asked, Words
from bot.keyboards import in_rows
from bot.outgoing import Button, Drawn
from flows.model import Flow, Show
from flows.run import Run, Status
from flows.values import Place

_LIVING = (Status.GATHERING, Status.OPEN, Status.PAUSED)


def beforehand(words: Words, flow: Flow) -> str:
    """Say what a flow is for, for whom, how long it takes, and, where there are others, who sees what."""
    title = words.html("cards.gathering.title", name=words.plain(f"{flow.id}.flow.name"))
    parts = ("about", "whom", "time") if words.private else ("about", "whom", "time", "seen")
    return "\n\n".join((title, *(words.html(f"{flow.id}.flow.{part}") for part in parts)))


def gathering_card(words: Words, flow: Flow, run: Run) -> Drawn:
    """Draw what will happen and how many joined; people join here."""
    text = "\n\n".join((beforehand(words, flow), words.html("cards.gathering.joined", n=len(run.members))))
    controls = ("join", "begin") if run.status is Status.GATHERING else ("join",)
    return Drawn(text, in_rows(_control(words, run, name) for name in controls) if run.status in _LIVING else ())


def paused_card(words: Words, flow: Flow, run: Run) -> Drawn:
    """Draw that nothing is asked for a while, where the group is, and how to go on."""
    where = header(Asked.at(words, flow, run, run.current)) if run.current else ""
    text = "\n\n".join(filter(None, (where, words.html("cards.paused.text"))))
    controls = ("resume",) if run.members else ("join", "resume")
    return Drawn(text, in_rows(_control(words, run, name) for name in controls))


def closed_card(words: Words, flow: Flow, run: Run, place: Place) -> Drawn:
    """Draw a question that is over and what came out of it; of one that was never closed, only what was asked."""
    asked = Asked.at(words, flow, run, place)
    value = asked.facts.settled.get(place)
    part = asked.step.part if flow.has_parts else 0
    title = words.html("cards.closed.title", part=part, name=asked.title)
    ask = "" if isinstance(asked.step, Show) else question(asked, hint=False)
    outcome = in_full(asked, value) if value is not None else words.html("cards.closed.open")
    return Drawn(first_message("\n\n".join(filter(None, (title, ask, outcome)))))


def _control(words: Words, run: Run, name: str) -> Button:
    return words.button(words.plain(f"cards.control.{name}"), run.ask, f"!{name}")
