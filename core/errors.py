# ruff: noqa: N818  (a name says what happened; the root alone says that it is an error)
"""What can go wrong in the domain: values, no sentences. The words for people live in locales.

DomainError
├── UnknownActivity         an answer names an activity that is not in the list
├── UnknownChallenge        an answer names a challenge that is not in the list
├── TooManyActivities       more activities than can be weighed against each other
├── SameIdTwice             two activities, or two challenges, carry one id
├── SamePairTwice           one pair, in either order, got two answers
├── PairWithItself          something was compared with itself
└── NotAPartition           the chosen packages do not hold every activity exactly once
"""

from dataclasses import dataclass

from core.ids import ActivityId


class DomainError(Exception):
    """Something a person did that the method does not allow; the root of the tree."""


@dataclass(eq=False)  # an exception must stay hashable
class UnknownActivity(DomainError):
    """An answer names an activity that is not in the list."""

    activity: str


@dataclass(eq=False)
class UnknownChallenge(DomainError):
    """An answer names a challenge that is not in the list."""

    challenge: str


@dataclass(eq=False)
class TooManyActivities(DomainError):
    """More activities than can be weighed against each other.

    Attributes:
        given: how many there are.
        most: how many there may be.
    """

    given: int
    most: int


@dataclass(eq=False)
class SameIdTwice(DomainError):
    """Two activities, or two challenges, carry one id."""

    id: str


@dataclass(eq=False)
class SamePairTwice(DomainError):
    """One pair, in either order, got two answers."""

    a: str
    b: str


@dataclass(eq=False)
class PairWithItself(DomainError):
    """An activity or a challenge was compared with itself."""

    id: str


@dataclass(eq=False)
class NotAPartition(DomainError):
    """The chosen packages do not hold every activity exactly once.

    Attributes:
        missing: activities that sit in no package.
        unknown: ids that are no activity.
        repeated: activities that sit in more than one package, or twice in one.
    """

    missing: tuple[ActivityId, ...] = ()
    unknown: tuple[ActivityId, ...] = ()
    repeated: tuple[ActivityId, ...] = ()
