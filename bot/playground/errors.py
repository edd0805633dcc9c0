"""What the server and the page answer when something can't be done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any


@dataclass(eq=False)
class ApiError(Exception):
    """A refused Bot API call, in Telegram's own words.

    Attributes:
        code: the HTTP status and `error_code`.
        description: Telegram's sentence, which libraries classify by.
        parameters: `retry_after` (seconds) or `migrate_to_chat_id`.
    """

    code: int
    description: str
    parameters: Mapping[str, int] = field(default_factory=dict[str, int])

    def __post_init__(self) -> None:
        super().__init__(self.description)

    def payload(self) -> dict[str, Any]:
        """The body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": dict(self.parameters)} if self.parameters else body


def bad_request(what: str, **parameters: int) -> ApiError:
    """A 400: the call itself is wrong."""
    return ApiError(HTTPStatus.BAD_REQUEST, f"Bad Request: {what}", parameters)


def forbidden(what: str) -> ApiError:
    """A 403: the bot may not be there."""
    return ApiError(HTTPStatus.FORBIDDEN, f"Forbidden: {what}")


def too_many(seconds: int) -> ApiError:
    """A 429: try again after `seconds`."""
    return ApiError(HTTPStatus.TOO_MANY_REQUESTS, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def conflict(what: str) -> ApiError:
    """A 409: two ways of receiving exclude each other."""
    return ApiError(HTTPStatus.CONFLICT, f"Conflict: {what}")


@dataclass(eq=False)
class ActError(Exception):
    """A person tried what a messenger would not offer.

    Attributes:
        reason: a code; its words live in locales/<lang>/playground.toml under [refused].
    """

    reason: str

    def __post_init__(self) -> None:
        super().__init__(self.reason)
