"""What can be asked: the standing questions of the neighbourhood platform, and free ones (method 4.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """How a person answers."""

    ONE = "one"
    """One of the options."""
    SEVERAL = "several"
    """As many of the options as fit."""
    EACH = "each"
    """A level for each of the options."""


@dataclass(frozen=True, kw_only=True)
class Template:
    """A kind of poll (nl: sjabloon).

    Attributes:
        code: Its name; its words stand in locales under it.
        shape: How a person answers.
        native: Whether a poll of Telegram can ask it; else a card of ours does.
        fixed: Options that are always the same, by code; empty when whoever asks types them.
        levels: For EACH: what can be said of an option, the most first.
        words: Whether people add words of their own, unsigned.
        at_most: How many options may be chosen; 0: any number.
        rule: What counts the result.
    """

    code: str
    shape: Shape
    native: bool = False
    fixed: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    words: bool = False
    at_most: int = 0
    rule: str = "R48a"

    @property
    def columns(self) -> tuple[str, ...]:
        """What is counted of each option."""
        return self.levels or ("chosen",)


LIKE, HELP, NOT = "like", "help", "not"
YES, MAYBE, NO = "yes", "maybe", "no"
GO, REMARK, OBJECTION = "go", "remark", "objection"

_ALL = (
    Template(  # PL1
        code="going_on",
        shape=Shape.ONE,
        words=True,
        fixed=("care", "living", "green", "traffic", "meeting", "safety", "other"),
        rule="PL1",
    ),
    Template(code="needs", shape=Shape.SEVERAL, native=True, at_most=3),  # PL2
    Template(code="ideas", shape=Shape.EACH, levels=(HELP, LIKE, NOT), rule="R48b"),  # PL3
    Template(code="moments", shape=Shape.EACH, levels=(YES, MAYBE, NO), rule="PL4"),  # PL4
    Template(
        code="role", shape=Shape.ONE, native=True, fixed=("informed", "opinion", "advise", "decide", "act", "pull")
    ),  # PL5
    Template(code="consent", shape=Shape.ONE, words=True, fixed=(GO, REMARK, OBJECTION), rule="R48c"),  # PL6
    Template(
        code="afterwards", shape=Shape.SEVERAL, native=True, words=True, fixed=("good", "so_so", "bad", "helping")
    ),  # PL7
    Template(code="told", shape=Shape.ONE, native=True, words=True, fixed=("yes", "partly", "no")),  # PL8
    Template(code="area", shape=Shape.SEVERAL, words=True, rule="PL9"),  # PL9
    Template(code="one", shape=Shape.ONE, native=True),
    Template(code="several", shape=Shape.SEVERAL, native=True),
)

TEMPLATES: Mapping[str, Template] = {template.code: template for template in _ALL}
"""PL1 to PL9 in this order, then free questions."""
