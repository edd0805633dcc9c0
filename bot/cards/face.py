"""The part of a card that depends on the kind of question."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.cards.fit import shown
from bot.cards.words import Asked
from bot.keyboards import Rows

MARK = "● "
"""Stands before what is marked, on the button and in the text."""


@dataclass(frozen=True)
class Face:
    """What a question shows between its words and its controls.

    Attributes:
        lines: Blocks of HTML: meanings, what stands there so far, what to think of first.
        rows: Buttons to answer with.
        goes_on: The facilitator can close the question as it stands.
        controls: The usual controls stand below; not in the middle of a small dialogue.
    """

    lines: tuple[str, ...] = ()
    rows: Rows = ()
    goes_on: bool = False
    controls: bool = True


def mark(is_marked: object) -> str:
    """Return what stands before a label: a dot when it is marked."""
    return MARK if is_marked else ""


def explained(pairs: Iterable[tuple[str, str]]) -> str:
    """Return a line for every label that does not say it all."""
    return "\n".join(f"<b>{shown(label)}</b>: {shown(meaning)}" for label, meaning in pairs if meaning != label)


def suggested(asked: Asked) -> object:
    """Return the proposal of the method for the open question, None without one."""
    name = getattr(asked.step, "suggest", None)
    return asked.flow.suggestions[name](asked.facts, asked.item) if name else None
