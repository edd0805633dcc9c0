"""The live card of the open question, top to bottom: where we are, what came out before, what is asked, who sees it."""

from bot.cards.face import Face
from bot.cards.faces import face
from bot.cards.fit import MOST_CHARACTERS, first_message, length
from bot.cards.names import item_name
from bot.cards.outcome import in_short
from bot.cards.words import Asked, Words
from bot.keyboards import Rows, in_rows
from bot.outgoing import Drawn
from core.voices import may_show
from flows.model import Choice, Date, Fill, Flow, ListOf, Scale, SeenBy, Several, Show, Text, Voice
from flows.order import progress
from flows.run import Run
from flows.values import Place, Seen, place_of, step_of
from flows.votes import ready

_ROOM_LEFT = 40
"""Characters kept free for the blank lines between the blocks."""

_LEAST_ROOM = 600
"""What a group answered gets at least so many characters, whatever else stands there."""


def open_card(words: Words, flow: Flow, run: Run) -> Drawn:
    """Draw the open question of a run, at most 4,096 characters and 100 buttons.

    Raises:
        ValueError: No question is open.
    """
    if run.current is None:
        raise ValueError(f"an open card needs an open question, run {words.run_id} is {run.status.value}")
    asked = Asked.at(words, flow, run, run.current)
    before = ("\n".join(filter(None, (header(asked), _previous(asked)))), question(asked))
    how = _how_alone(asked) if run.is_sheet else _how(asked)
    after = tuple(filter(None, (_who(asked), _tally(asked), how)))
    taken = length("\n".join((*before, *after))) + _ROOM_LEFT
    found = face(asked, max(_LEAST_ROOM, MOST_CHARACTERS - taken))
    text = "\n\n".join((*before, *found.lines, "\n".join(after)))
    return Drawn(first_message(text.strip()), _keyboard(asked, found))


def header(asked: Asked) -> str:
    """Return where the group is: the part of the plan, and about how many questions are left."""
    where = progress(asked.flow, asked.run, asked.facts)
    title = f"{asked.flow.id}.parts.{where.part}"
    name = asked.words.plain(title) if asked.words.has(title) else ""
    return asked.words.html("cards.header.line", part=where.part, parts=where.parts, left=where.left, name=name)


def _previous(asked: Asked) -> str:
    """Return one line about the question that was closed last."""
    place = asked.run.previous
    value = asked.facts.settled.get(place) if place else None
    if place is None or value is None or place == asked.place:
        return ""
    before = asked.beside(place)
    outcome = in_short(before, value)
    title = asked.words.html("cards.header.previous", title=before.title, item=item_name(before))
    return title + outcome if outcome else ""


def question(asked: Asked, *, hint: bool = True) -> str:
    """Return the words of a question, its first line in bold unless they set their own; then its hint."""
    if isinstance(asked.step, Show):
        return asked.words.html("cards.show.wait")
    ask, line, rest = asked.own("ask").partition("\n")
    bold = ask if "<b>" in ask + rest else f"<b>{ask}</b>"
    more = asked.own("hint") if hint else ""
    return bold + line + rest + (f"\n{more}" if more else "")


def _who(asked: Asked) -> str:
    """Return the line that says who sees what."""
    if isinstance(asked.step, Show):
        return ""
    if isinstance(asked.step, Fill):
        return asked.words.html(f"cards.fill_seen.{_widest(asked.step)}")
    if asked.run.is_sheet:
        return asked.words.html(f"cards.seen.{asked.step.seen_by.value}")
    kind = "words" if isinstance(asked.step, Text | ListOf) else "taps"
    return asked.words.html(f"cards.who.{_seen_by(asked, kind)}_{kind}")


def _seen_by(asked: Asked, kind: str) -> str:
    """Name who answers and who sees it: among a few, an outcome tells those who know their own answer more (R50)."""
    if _is_alone(asked):
        return "private" if asked.words.private else "alone"
    few = asked.step.voice is Voice.EACH and not may_show(len(asked.run.members), hidden=True)
    return "few" if few and kind == "taps" else asked.step.voice.value


def _widest(fill: Fill) -> str:
    """Return what tells most of all that others see of a sheet: totals, unsigned words, words passed on, names."""
    kinds = {step.seen_by for step in fill.sheet.in_order if not isinstance(step, Show)}
    if kinds <= {SeenBy.TOTALS}:
        return "totals"
    if SeenBy.PASSED_ON in kinds:
        return "passed_on"
    return "unsigned" if kinds <= {SeenBy.TOTALS, SeenBy.UNSIGNED} else "named"


def _is_alone(asked: Asked) -> bool:
    return len(asked.run.members) == 1


def _tally(asked: Asked) -> str:
    if asked.step.voice is not Voice.EACH or _is_alone(asked):
        return ""
    return asked.words.html("cards.tally.line", n=_voices(asked), joined=len(asked.run.members))


def _voices(asked: Asked) -> int:
    return len(ready(asked.flow, asked.run, asked.place))


def _how(asked: Asked) -> str:
    """Return how to answer, where buttons don't say it."""
    bot = asked.words.bot_username
    match asked.step:
        case Text():
            return asked.words.html("cards.how.text", bot=bot)
        case ListOf():
            return asked.words.html("cards.how.list", bot=bot)
        case Date():
            return asked.words.html("cards.how.date", bot=bot)
        case Several(at_most=most):
            return asked.words.html("cards.how.several", most=most)
        case Fill():
            return asked.words.html("cards.how.fill")
        case _:
            return _how_together(asked)


def _how_alone(asked: Asked) -> str:
    """Return how to answer on a sheet, where nobody else closes a question."""
    match asked.step:
        case Text():
            return asked.words.html("cards.alone.text")
        case ListOf():
            return asked.words.html("cards.alone.list")
        case Date():
            return asked.words.html("cards.alone.date")
        case Several(at_most=most):
            return asked.words.html("cards.alone.several", most=most)
        case _:
            return ""


def _how_together(asked: Asked) -> str:
    """Return how a choice that is made together closes, '' where each chooses alone."""
    together = isinstance(asked.step, Choice | Scale) and asked.step.voice is Voice.TOGETHER
    return asked.words.html("cards.how.choice") if together and not _is_alone(asked) else ""


# --- buttons ---


def _keyboard(asked: Asked, found: Face) -> Rows:
    controls = in_rows(asked.control(name) for name in _controls(asked, found)) if found.controls else ()
    return (*found.rows, *controls)


def _controls(asked: Asked, found: Face) -> tuple[str, ...]:
    """Name the controls that make sense now; the fewer the better."""
    step, run = asked.step, asked.run
    may_skip = not step.required and not isinstance(step, Show)
    offered = {
        "back": any(_is_behind(asked, place) for place in run.settled),
        "skip": may_skip,
        "next": _goes_on(asked, found) and not asked.flow.beside,  # what has its own rhythm closes by itself
        "skip_rest": may_skip and _has_rest(asked),
        "pause": not run.is_sheet and not asked.flow.beside,
        "join": not asked.words.private,
    }
    return tuple(name for name, is_offered in offered.items() if is_offered)


def _is_behind(asked: Asked, place: Place) -> bool:
    """Say whether there is an earlier answer to go back to; of what a sheet was brought there is none here."""
    return place != asked.place and step_of(place) in asked.flow.by_id and asked.run.settled[place] != Seen()


def _has_rest(asked: Asked) -> bool:
    """Say whether the same is still to be asked about other things; only this step is looked at, as the others cost."""
    repeat, when = asked.flow.repeat_of(asked.step.id), asked.step.when
    holds = asked.flow.conditions[when] if when else None
    if repeat and repeat.later and repeat.later(asked.facts):
        return True
    others = [item for item in repeat.items(asked.facts) if item != asked.item] if repeat else []
    return any(
        place_of(asked.step.id, item) not in asked.facts.settled and (holds is None or holds(asked.facts, item))
        for item in others
    )


def _goes_on(asked: Asked, found: Face) -> bool:
    """Say whether the facilitator can close the question as it stands."""
    if asked.step.voice is Voice.EACH:
        return _voices(asked) > 0
    return found.goes_on
