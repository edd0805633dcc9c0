"""The first look at an update: who it is, and which chat it belongs to. What isn't read can't break anything.

An update is one JSON object: `update_id`, and one more member, named after the kind, that holds everything.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

_INT64 = 2**63
_PLACES = (  # where the kinds of update keep their chat; else the person; a poll has neither
    ("chat", "id"),
    ("message", "chat", "id"),
    ("user_chat_id",),
    ("from", "id"),
    ("user", "id"),
    ("voter_chat", "id"),
)


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update as it came in.

    Attributes:
        update_id: Telegram's number, the same when it delivers twice.
        lane: The chat as Telegram numbers it, else the person, else 0: what must stay in order.
        raw: The whole update as JSON text.
    """

    update_id: int
    lane: int
    raw: str


def arrived_from(update: object) -> Arrived | None:
    """Read an update, as JSON (text, bytes) or as the object it holds; None when it is not one. Never raises."""
    try:
        body = json.loads(update) if isinstance(update, (str, bytes)) else update
        if not isinstance(body, dict):
            return None
        update_id = _int64(body.get("update_id"))
        if update_id is None or update_id < 0:  # as an offset, a negative one makes Telegram forget updates
            return None
        # Written anew: ASCII only, so that half a surrogate pair can't stop the database from storing it.
        return Arrived(update_id, _lane_of(body), json.dumps(body, separators=(",", ":")))
    except (ValueError, TypeError, RecursionError):  # not JSON, not text, nested to break the parser
        return None


def _lane_of(body: Mapping[object, object]) -> int:
    for payload in body.values():
        if isinstance(payload, dict):
            found = (_int64(_at(payload, place)) for place in _PLACES)
            return next((number for number in found if number is not None), 0)
    return 0


def _at(value: object, place: tuple[str, ...]) -> object:
    for name in place:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _int64(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and -_INT64 <= value < _INT64:
        return value
    return None
