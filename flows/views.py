"""What a flow tells and offers: plain values for texts, choices made of answers, and views that no step asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WHY = "why"
"""Name of the options and the view that no step asks for: what can be explained, and the explanation of one of it."""

WHY_PAIRS = "why_pairs"
"""Name of the options that no step asks for either: the pairs of something explained that can be explained; "": all."""

SUMMARY = "summary"
"""Name of the view of what came out, in one line: the values of the text `flow.summary`."""

OPEN_POINTS = "open_points"
"""Name of the view of what was promised: `points`, each with `kind` (step, measure, deviation or remark), `what`,
`owner`, `day`, and, where it can have a day, the `place` it is known by. Only closed answers of the group stand in it,
as in `SUMMARY`."""

BEFORE = "before"
"""The item under which a price finds the groups as they stand, beside those that a move would make."""

Names = Mapping[str, str]
"""Words of the group's own for placeholders in a text, e.g. {"a": "Kinesitherapie", "b": "Aanpassingen"}."""

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True)
class Option:
    """A choice made of answers: its code, and its words as the group typed them; or else the key of ours."""

    code: str
    text: str
    words: str = ""
