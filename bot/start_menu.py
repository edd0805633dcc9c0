"""The start menu: where does the group stand, what fits that, and everything else that it can begin with."""

from bot.cards import Words
from bot.cards.face import mark
from bot.doors import doors, proposed
from bot.keyboards import Rows, in_rows
from bot.outgoing import Button
from core.coordination import Standing, mode_of
from flows.model import FlowName


def start_text(words: Words, standing: Standing | None) -> str:
    """Ask where the group stands, or say what fits; then name all there is."""
    tools = [
        words.html("commands.start.tool", name=words.plain(f"{door.flow}.flow.name"), about=_about(words, door.flow))
        for door in doors()
    ]
    first = words.html("commands.start.ask") if standing is None else _advice(words, standing)
    return "\n\n".join((first, "\n".join(tools)))


def _about(words: Words, flow: str) -> str:
    return words.plain(f"{flow}.flow.about")


def _advice(words: Words, standing: Standing) -> str:
    """Say what fits where the group stands, and why (R1)."""
    reason, flow = words.html(f"commands.advice.{mode_of(standing).value}"), proposed(standing)
    if flow is None:
        return "\n".join((reason, words.html("commands.start.choose")))
    name, time = words.plain(f"{flow.id}.flow.name"), words.plain(f"{flow.id}.flow.time")
    return "\n".join((reason, words.html("commands.start.propose", name=name, time=time)))


def start_rows(words: Words, standing: Standing | None) -> Rows:
    """Offer the four places where a group can stand, and below them all there is, what fits first."""
    stands = [words.button(mark(it is standing) + _stand(words, it), 0, f"stand:{it}") for it in Standing]
    fitting = proposed(standing) if standing is not None else None
    first = ((_begin(words, fitting.id),),) if fitting is not None else ()
    others = [_begin(words, door.flow) for door in doors() if fitting is None or door.flow != fitting.id]
    return (tuple(stands[:2]), tuple(stands[2:]), *first, *in_rows(others))


def _begin(words: Words, flow: FlowName) -> Button:
    return words.button(words.plain(f"{flow}.flow.name"), 0, f"start:{flow}")


def _stand(words: Words, standing: Standing) -> str:
    return words.plain(f"six_steps.q0_4.choices.{standing}")
