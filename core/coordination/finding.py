"""What a rule returns: a value that remembers its rule and the answers it was worked out from."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeAlias, TypeVar

T_co = TypeVar("T_co", covariant=True)

InputValue: TypeAlias = int | str | Fraction | tuple[str, ...]


@dataclass(frozen=True)
class Input:
    """One answer, or one earlier finding, that a statement rests on.

    Attributes:
        name: what was answered: `embeddedness`, `coherence`, `working_area` ...
        value: the answer; levels are whole numbers, means are fractions.
        of: what it is about: an activity id, the ids of a pair, a name; empty for what the statement is about.
    """

    name: str
    value: InputValue
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding(Generic[T_co]):
    """A statement of the method (nl: bevinding), ready for the question "waarom?".

    Attributes:
        value: what the rule says.
        rule: the rule of method.md, such as `R23`.
        inputs: what it was worked out from.
    """

    value: T_co
    rule: str
    inputs: tuple[Input, ...]
