"""The answers of the contract, version 1: what `propose` and `next-pair` read.

A missing or null answer is unknown. Keys we do not know are refused, so that a misspelled answer is not lost unseen.
"""

from collections.abc import Callable
from enum import IntEnum, StrEnum
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from core.coordination import Level, Need
from core.ids import ActivityId
from core.proposal import answers as given
from core.scales import Change, Coherence, Embeddedness, Frequency, Knowledge, Variety, WorkingArea

ScaleT = TypeVar("ScaleT", bound=IntEnum)
WordT = TypeVar("WordT", bound=StrEnum)


def whole(lowest: int, highest: int | None = None) -> Callable[[object], int]:
    """Read a whole number of a range; true, 1.0 and "1" are none."""

    def read(value: object) -> int:
        if type(value) is int and lowest <= value and (highest is None or value <= highest):
            return value
        if highest is None:
            raise PydanticCustomError("whole_number_from", "a whole number", {"lowest": lowest})
        raise PydanticCustomError("whole_number", "a whole number", {"lowest": lowest, "highest": highest})

    return read


def level(scale: type[ScaleT]) -> BeforeValidator:
    """Read a level of an answer scale."""
    read = whole(min(scale), max(scale))
    return BeforeValidator(lambda value: None if value is None else scale(read(value)))


def word(words: type[WordT]) -> BeforeValidator:
    """Read one word of a closed list."""

    def read(value: object) -> WordT | None:
        if value is None or (isinstance(value, str) and value in set(words)):
            return None if value is None else words(value)
        raise PydanticCustomError("one_of", "one of a list", {"options": ", ".join(words)})

    return BeforeValidator(read)


Id = Annotated[str, Field(min_length=1)]
Version = Annotated[int, BeforeValidator(whole(1, 1))]
People = Annotated[int, BeforeValidator(whole(1))]
Voice = Annotated[int, BeforeValidator(whole(min(Coherence), max(Coherence)))]
Ids = tuple[Id, ...]


class Incoming(BaseModel):
    """What all parts of the input have in common."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        hide_input_in_errors=True,
        defer_build=True,  # only `propose` needs it
    )


class MainChallengeIn(Incoming):
    """`challenge`: what the plan is about."""

    name: str | None = None
    kind: Annotated[given.ChallengeKind | None, word(given.ChallengeKind)] = None
    known: Annotated[Knowledge | None, level(Knowledge)] = None

    def to_core(self) -> given.MainChallenge:
        """The same, as the core knows it."""
        return given.MainChallenge(self.name, self.kind, self.known)


class ChallengeIn(Incoming):
    """One of `challenges`."""

    id: Id
    name: str | None = None

    def to_core(self) -> given.Challenge:
        """The same, as the core knows it."""
        return given.Challenge(self.id, self.name)


class ChallengeLinkIn(Incoming):
    """One of `challenge_links`."""

    a: Id
    b: Id
    value: Annotated[Coherence | None, level(Coherence)] = None

    def to_core(self) -> given.ChallengeLink:
        """The same, as the core knows it."""
        return given.ChallengeLink(self.a, self.b, self.value)


class PartnerIn(Incoming):
    """One of an activity's `partners`."""

    name: Id
    need: Annotated[Need | None, word(Need)] = None
    people: People | None = None

    def to_core(self) -> given.Partner:
        """The same, as the core knows it: one person unless said otherwise."""
        return given.Partner(self.name, self.need, 1 if self.people is None else self.people)


class CapacityIn(Incoming):
    """One of an activity's `capacities`."""

    name: Id
    covered_by: Ids | None = None

    def to_core(self) -> given.Capacity:
        """The same, as the core knows it."""
        return given.Capacity(self.name, self.covered_by)


class ActivityIn(Incoming):
    """One of `activities`; only `id` and `name` are required."""

    id: Id
    name: str
    challenges: Ids | None = None
    frequency: Annotated[Frequency | None, level(Frequency)] = None
    embeddedness: Annotated[Embeddedness | None, level(Embeddedness)] = None
    working_area: Annotated[WorkingArea | None, level(WorkingArea)] = None
    real_working_area: Annotated[WorkingArea | None, level(WorkingArea)] = None
    variety: Annotated[Variety | None, level(Variety)] = None
    change: Annotated[Change | None, level(Change)] = None
    partners: tuple[PartnerIn, ...] | None = None
    capacities: tuple[CapacityIn, ...] | None = None

    def to_core(self) -> given.Activity:
        """The same, as the core knows it."""
        return given.Activity(
            id=ActivityId(self.id),
            name=self.name,
            challenges=self.challenges or (),
            frequency=self.frequency,
            embeddedness=self.embeddedness,
            working_area=self.working_area,
            real_working_area=self.real_working_area,
            variety=self.variety,
            change=self.change,
            partners=None if self.partners is None else tuple(it.to_core() for it in self.partners),
            capacities=None if self.capacities is None else tuple(it.to_core() for it in self.capacities),
        )


class CoherenceIn(Incoming):
    """One of `coherence`: an agreed `value`, or `values`, one per voice."""

    a: Id
    b: Id
    value: Voice | None = None
    values: tuple[Voice, ...] | None = None

    @model_validator(mode="after")
    def _one_kind_of_answer(self) -> "CoherenceIn":
        if self.value is not None and self.values is not None:
            raise PydanticCustomError("two_answers", "value and values")
        return self

    def to_core(self) -> given.PairAnswer:
        """The same, as the core knows it: an agreed value is one voice."""
        values = (self.values or ()) if self.value is None else (self.value,)
        return given.PairAnswer(ActivityId(self.a), ActivityId(self.b), values)


class JointDecisionIn(Incoming):
    """One of `joint_decisions`."""

    a: Id
    b: Id
    levels: tuple[Annotated[Level, word(Level)], ...] | None = None

    def to_core(self) -> given.JointDecision:
        """The same, as the core knows it."""
        levels = None if self.levels is None else frozenset(self.levels)
        return given.JointDecision(ActivityId(self.a), ActivityId(self.b), levels)


class AnswersIn(Incoming):
    """The whole document; only `version` and `activities` are required."""

    version: Version
    challenge: MainChallengeIn | None = None
    challenges: tuple[ChallengeIn, ...] | None = None
    challenge_links: tuple[ChallengeLinkIn, ...] | None = None
    activities: tuple[ActivityIn, ...]
    coherence: tuple[CoherenceIn, ...] | None = None
    packages: tuple[Annotated[Ids, Field(min_length=1)], ...] | None = None
    joint_decisions: tuple[JointDecisionIn, ...] | None = None

    def to_core(self) -> given.Answers:
        """The same, as the core knows it; what cannot be together is found there."""
        return given.Answers(
            activities=tuple(it.to_core() for it in self.activities),
            challenge=given.MainChallenge() if self.challenge is None else self.challenge.to_core(),
            challenges=None if self.challenges is None else tuple(it.to_core() for it in self.challenges),
            challenge_links=tuple(it.to_core() for it in self.challenge_links or ()),
            coherence=tuple(it.to_core() for it in self.coherence or ()),
            packages=None if self.packages is None else tuple(tuple(map(ActivityId, it)) for it in self.packages),
            joint_decisions=tuple(it.to_core() for it in self.joint_decisions or ()),
        )
