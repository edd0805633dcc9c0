"""The vocabulary: what a flow is made of. Data only; `engine.py` is its one interpreter, `checks.py` its examiner.

A flow is a list of steps in order. Each step is asked once, or once for each item of its `repeat`, and only where its
`when` holds. There is no other control: what is asked next is the first place that has no answer yet, so a changed
answer opens exactly the questions that it made necessary.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import NewType

from flows.facts import Facts
from flows.values import Item, Lesson, StepName
from flows.views import Json, Names, Option

FlowName = NewType("FlowName", str)


class Voice(StrEnum):
    """In whose voice a question is answered (nl: stem).

    EACH: everyone for themselves, hidden until close, then shown as counts without names.
    TOGETHER: anyone who joined may add or mark; the facilitator closes.
    FACILITATOR: the facilitator answers for the group, after it talked.
    """

    EACH = "each"
    TOGETHER = "together"
    FACILITATOR = "facilitator"


class SeenBy(StrEnum):
    """Who sees an answer that someone gives alone, on a sheet (nl: wie ziet wat). Code makes anything else impossible.

    TOTALS: nobody; it is counted with those of others, from four on (R50).
    UNSIGNED: everyone in the group, as it was written but never whose it is, once four people took part.
    READERS: who reads along in the group: with a name if the owner chose so, else without, from four on.
    NAME: the same, and nobody at all without a name: it says who the owner is.
    PASSED_ON: the group and its core group, as it was written and never whose it is, also where it can be guessed:
        who answers is told so before.
    """

    TOTALS = "totals"
    UNSIGNED = "unsigned"
    READERS = "readers"
    NAME = "name"
    PASSED_ON = "passed_on"


@dataclass(frozen=True, kw_only=True)
class Step:
    """What every step has.

    Attributes:
        id: Stable name; its words stand under this key in the catalogue of the flow.
        part: The part of the plan it belongs to (0..6 for the six steps); shown as progress.
        repeat: Name of a `Repeat` of the flow; None: asked once.
        when: Name of a condition of the flow; None: always.
        voice: Who answers.
        required: No skipping, and an empty answer does not close.
        locked_by: Steps that must hold a real answer for the same item before this one opens (R37).
        seen_by: Who sees the answer, when the step stands on a sheet.
        again_of: An earlier question that this one asks again about the same (of a `Fill`: whose sheets its own ask
            again); no result of it is shown that tells, beside the one of then, who came or went (R50).
    """

    id: StepName
    part: int
    repeat: str | None = None
    when: str | None = None
    voice: Voice = Voice.TOGETHER
    required: bool = False
    locked_by: tuple[StepName, ...] = ()
    seen_by: SeenBy = SeenBy.TOTALS
    again_of: StepName | None = None


@dataclass(frozen=True, kw_only=True)
class Choice(Step):
    """Pick one. `choices` are fixed codes with words in the catalogue; `options` names choices made of answers.

    `suggest` names a suggestion (the code it returns is marked as proposed).
    """

    choices: tuple[str, ...] = ()
    options: str | None = None
    suggest: str | None = None


@dataclass(frozen=True, kw_only=True)
class Several(Step):
    """Pick any number, at most `at_most` (None: no limit)."""

    choices: tuple[str, ...] = ()
    options: str | None = None
    at_most: int | None = None


@dataclass(frozen=True, kw_only=True)
class Scale(Step):
    """Rate on an ordered scale. `suggest` names a suggestion: the level it returns is marked as proposed."""

    scale: type[IntEnum]
    suggest: str | None = None


@dataclass(frozen=True, kw_only=True)
class Text(Step):
    """Free words. `one`: the first answer closes it (a name, a reason); else everyone may add until it is closed."""

    max_length: int = 4000
    one: bool = False


@dataclass(frozen=True, kw_only=True)
class ListOf(Step):
    """Named things, one a line. `prefix` starts their ids; more than `ask_to_merge` asks to merge first."""

    prefix: str
    max_length: int = 200
    ask_to_merge: int | None = None


@dataclass(frozen=True, kw_only=True)
class Date(Step):
    """A day, picked (`in_days` from today) or typed."""

    in_days: tuple[int, ...] = (14, 30, 90)


@dataclass(frozen=True, kw_only=True)
class Grid(Step):
    """For each row one column. `suggest` names a suggestion: row -> column; one tap takes it over."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    suggest: str | None = None


@dataclass(frozen=True, kw_only=True)
class Arrange(Step):
    """Put things in groups, starting from a computed proposal.

    `start` names a suggestion that returns the groups; `price` names a view that says what groups cost. The view finds
    them as the answer of the step, and the groups that they would come from as its answer about `BEFORE`.
    """

    start: str
    price: str


@dataclass(frozen=True, kw_only=True)
class Fill(Step):
    """Everyone goes through another flow by themselves, alone with the bot; it comes back as one sheet each.

    Attributes:
        sheet: The flow that everyone goes through.
        brings: Steps whose answers the sheet reads as its own; it follows when the group changes them.
        named: Says of the group's facts and those of a sheet whether its owner chose to be named in this group;
            None: nobody is.
    """

    sheet: "Flow"
    brings: tuple[StepName, ...] = ()
    named: Callable[[Facts, Facts], bool] | None = None
    voice: Voice = Voice.EACH


@dataclass(frozen=True, kw_only=True)
class Show(Step):
    """Tell something computed; nothing to answer. `view` names a view of the flow; None: words only.

    `picture` names a view with what a picture beside the words shows; without values there is nothing to draw.
    `wait`: the facilitator goes on when the group has read it. `reads` names flows: what they found in the same chat
    is taken in here, and stands in the facts from here on, never before (R18).
    """

    view: str | None = None
    picture: str | None = None
    wait: bool = False
    reads: tuple[FlowName, ...] = ()


Ask = Choice | Several | Scale | Text | ListOf | Date | Grid | Arrange | Fill
AnyStep = Ask | Show


@dataclass(frozen=True)
class Repeat:
    """What a step is repeated over, and how each item is called in its text.

    Attributes:
        items: The items that the answers call for.
        names: How an item is called.
        later: About how many items are still to come that depend on the answers to these; None: none do.
    """

    items: Callable[[Facts], tuple[Item, ...]]
    names: Callable[[Facts, Item], Names]
    later: Callable[[Facts], int] | None = None


@dataclass(frozen=True, kw_only=True)
class Loop:
    """Steps that are asked item by item: all of them for the first item, then for the next."""

    over: str
    steps: tuple[AnyStep, ...]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What can be begun from an outcome (nl: aanbod).

    Attributes:
        flow: What begins.
        about: What it is about, in the group's words.
        words: What stands ready there: words by step of that flow, for every item where the step is repeated.
    """

    flow: FlowName
    about: str
    words: Mapping[StepName, tuple[str, ...]]


Condition = Callable[[Facts, Item], bool]
Options = Callable[[Facts, Item], tuple[Option, ...]]
Suggestion = Callable[[Facts, Item], int | str | Mapping[str, str] | tuple[tuple[str, ...], ...] | None]
View = Callable[[Facts, Item], Mapping[str, Json]]
"""Values for a text; every value is JSON."""


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A conversation as data (nl: vragenlijst). A released flow changes only with a new `version`.

    Attributes:
        compares: The steps whose closed answers the next run of the flow in the same chat has beside its own.
        beside: It may go on in a chat beside another flow, and gets out of the way of its commands.
        ends_quietly: Nothing is said at its end; what it tells last is its end.
        handover: What other tools of the same chat may read once a run is done; only what the group was told (R50).
        offers: What can be begun from the outcome.
    """

    id: FlowName
    version: int
    steps: tuple[AnyStep | Loop, ...]
    repeats: Mapping[str, Repeat] = field(default_factory=dict[str, Repeat])
    conditions: Mapping[str, Condition] = field(default_factory=dict[str, Condition])
    options: Mapping[str, Options] = field(default_factory=dict[str, Options])
    suggestions: Mapping[str, Suggestion] = field(default_factory=dict[str, Suggestion])
    views: Mapping[str, View] = field(default_factory=dict[str, View])
    compares: tuple[StepName, ...] = ()
    beside: bool = False
    ends_quietly: bool = False
    handover: Callable[[Facts], tuple[Lesson, ...]] | None = None
    offers: Callable[[Facts], tuple[Offer, ...]] | None = None

    @cached_property
    def in_order(self) -> tuple[AnyStep, ...]:
        """Return every step, those of loops too, in the order in which they stand."""
        return tuple(step for part in self.steps for step in (part.steps if isinstance(part, Loop) else (part,)))

    @cached_property
    def has_parts(self) -> bool:
        """Say whether there is more than one part, so that it helps to name them."""
        return len({step.part for step in self.in_order}) > 1

    @cached_property
    def by_id(self) -> Mapping[StepName, AnyStep]:
        """Return the steps by their ids."""
        return {step.id: step for step in self.in_order}

    @cached_property
    def sheets(self) -> tuple["Flow", ...]:
        """Return the flows of the sheets that are filled in for this one."""
        return tuple(step.sheet for step in self.in_order if isinstance(step, Fill))

    @cached_property
    def readers(self) -> tuple[Show, ...]:
        """Return the steps at which it is taken in what other flows found."""
        return tuple(step for step in self.in_order if isinstance(step, Show) and step.reads)

    @cached_property
    def loop_of(self) -> Mapping[StepName, str]:
        """Return what the steps inside loops are repeated over."""
        return {step.id: part.over for part in self.steps if isinstance(part, Loop) for step in part.steps}

    def repeat_of(self, step: StepName) -> Repeat | None:
        """Return what `step` is repeated over, None when it is asked once."""
        name = self.loop_of.get(step) or self.by_id[step].repeat
        return self.repeats[name] if name else None
