"""What is wrong with a document, one value per problem; the sentences live in `locales/<lang>/propose.toml`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.contract.incoming import AnswersIn
from core.errors import DomainError
from core.proposal.answers import Answers, contradictions_in

WHOLE_DOCUMENT = "$"
"""The path of the document itself, as in JSONPath."""

Path = Iterable[str | int]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        path: where: `activities[0].frequency`.
        key: which sentence, in `propose.toml` under `[problem]`.
        values: what the sentence names.
    """

    path: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict[str, object])


class RefusedError(Exception):
    """A document that is not what the contract says."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")


def read(document: bytes) -> Answers:
    """Read one JSON document.

    Raises:
        RefusedError: it is no text, no JSON, not what the contract says, or contradicts itself.
    """
    try:
        answers = AnswersIn.model_validate_json(document.decode("utf-8-sig")).to_core()
    except UnicodeDecodeError as error:
        raise RefusedError([Problem(WHOLE_DOCUMENT, "not_utf8", {"byte": error.start + 1})]) from None
    except ValidationError as error:
        raise RefusedError(map(_refused, error.errors(include_url=False, include_input=False))) from None
    contradictions = contradictions_in(answers)
    if contradictions:
        raise RefusedError(Problem(path_of(it.path), *_named(it.error)) for it in contradictions)
    return answers


def path_of(parts: Path) -> str:
    """Write where something stands: `activities[0].frequency`; a key that is no plain word stands quoted."""
    written = "".join(map(_part, parts))
    return written.removeprefix(".") or WHOLE_DOCUMENT


def _part(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", part) else f"[{part!r}]"


def _refused(error: ErrorDetails) -> Problem:
    """What pydantic found; its own sentences are not shown."""
    values = {str(name): value for name, value in error.get("ctx", {}).items()}
    if error["type"] == "json_invalid":
        place = re.search(r"line (\d+) column (\d+)", str(values["error"]))
        values = dict(zip(("line", "column"), place.groups() if place else ("?", "?"), strict=True))
    return Problem(path_of(error["loc"]), error["type"], values)


def _named(error: DomainError) -> tuple[str, dict[str, object]]:
    """The name of a domain error as a key, and its values, quoted so that they stay on their line."""
    key = re.sub(r"(?<=[A-Za-z])(?=[A-Z])", "_", type(error).__name__).lower()
    return key, {it.name: _quoted(getattr(error, it.name)) for it in fields(error)}  # type: ignore[arg-type]  # every leaf of the tree is a dataclass


def _quoted(value: str | int | Iterable[str]) -> str:
    if isinstance(value, int):
        return str(value)
    return repr(value) if isinstance(value, str) else ", ".join(map(repr, value))
