"""Faults on purpose: what a network and a busy server do to a call."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Literal, get_args

Kind = Literal[
    "drop_before", "drop_after", "hang_after", "too_many", "server_error", "bad_gateway", "forbidden", "migrate"
]
"""drop_before: the connection breaks and nothing happened. drop_after and hang_after: it happened, the answer
never comes. too_many: 429. server_error: 500 as JSON. bad_gateway: 502 as HTML. forbidden: 403. migrate: the
group becomes a supergroup just before the call."""


@dataclass(frozen=True)
class Fault:
    """One rule: which calls go wrong, and how.

    Attributes:
        method: a Bot API method, or `*` for every one.
        nth: the n-th call of it from now on (1 is the next), or None for chance.
        probability: chance per call, 0..1, when `nth` is None.
        seconds: how long a hang lasts, or what 429 asks to wait.
    """

    kind: Kind
    method: str = "*"
    nth: int | None = None
    probability: float = 0.0
    seconds: int = 1

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> "Fault":
        """A rule as the control endpoint gets it; ValueError or TypeError when it is none."""
        fault = cls(**given)
        if fault.kind not in get_args(Kind):
            raise ValueError(fault.kind)
        return fault


class Faults:
    """The rules in force. The same seed and the same calls give the same faults."""

    def __init__(self) -> None:
        self._rules: Sequence[Fault] = ()
        self._seen: Counter[str] = Counter()
        self._chance = Random(0)

    def plan(self, rules: Sequence[Fault], seed: int = 0) -> None:
        """Replace all rules; counting starts again."""
        self._rules = tuple(rules)
        self._seen.clear()
        self._chance = Random(seed)

    def strike(self, method: str) -> Fault | None:
        """Count a call, and give the fault that hits it."""
        self._seen.update((method, "*"))
        return next((rule for rule in self._rules if self._hits(rule, method)), None)

    def _hits(self, rule: Fault, method: str) -> bool:
        if rule.method not in (method, "*"):
            return False
        if rule.nth is not None:
            return self._seen[rule.method] == rule.nth
        return self._chance.random() < rule.probability
