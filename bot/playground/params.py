"""Parameters of a call, whichever way they came: JSON, form or multipart."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.errors import bad_request


@dataclass(frozen=True)
class Upload:
    """A file that came along with a call."""

    name: str
    content: bytes
    mime_type: str


class Params:
    """The parameters of one call, read by type.

    Args:
        given: values as they came; in a form every value is a string, and structures are JSON inside it.
        files: uploaded files by field name.
    """

    def __init__(self, given: Mapping[str, Any], files: Mapping[str, Upload] | None = None) -> None:
        self._given = given
        self._files = files or {}

    def has(self, name: str) -> bool:
        """Whether the parameter was given, and not empty."""
        return self._given.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """The parameter as text; empty when it is absent."""
        value = self._given.get(name)
        if isinstance(value, str):
            return value
        return "" if value is None else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """The parameter as a whole number; ApiError when it is none."""
        if not self.has(name):
            return default
        try:
            return int(self._given[name])
        except (TypeError, ValueError):
            raise bad_request(f'parameter "{name}" must be an integer') from None

    def flag(self, name: str) -> bool:
        """The parameter as yes or no; absent is no."""
        return str(self._given.get(name, "")).lower() in {"true", "1", "yes"}

    def structure(self, name: str, kind: type[dict[str, Any] | list[Any]]) -> Any | None:
        """The parameter as JSON of `kind`; None when absent, ApiError when it is something else."""
        if not self.has(name):
            return None
        value = self._given[name]
        try:
            value = json.loads(value) if isinstance(value, str) else value
        except ValueError:
            value = None
        if not isinstance(value, kind):
            raise bad_request(f"can't parse {name} JSON object")
        return value

    def file(self, name: str) -> Upload | None:
        """The uploaded file `name` stands for, directly or by `attach://`; None when there is none."""
        reference = self.text(name).removeprefix("attach://")
        return self._files.get(name) or self._files.get(reference)
