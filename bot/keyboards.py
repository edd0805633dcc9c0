"""Inline buttons: what they carry, signed, and how they stand in rows."""

import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.outgoing import Button

Row = tuple[Button, ...]
Rows = tuple[Row, ...]

MOST_BYTES = 64
"""Telegram's limit of callback data (telegram.md 1)."""

MOST_IN_ROW = 8
"""Telegram's limit of a row of inline buttons, measured and not documented (telegram.md 1); in all it takes 100."""

ROW_WIDTH = 40
"""Characters that fit beside each other on a phone; buttons in a row are equally wide, each loses two to its edge."""

_VERSION = "1"
_TAG_BYTES = 9
"""72 bits, 12 characters: nobody guesses them at Telegram's pace, and a code of 35 characters fits beside them."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Pressed:
    """What a button carried: the run and the card it stands on (both 0 outside a run), and its code."""

    run: int
    ask: int
    code: str


@dataclass(frozen=True)
class Codec:
    """Writes and reads callback data; a tag binds each to its group, so that no button works elsewhere."""

    secret: bytes = field(repr=False)

    def encode(self, group: int, run: int, ask: int, code: str) -> str:
        """Return callback data `1|run|ask|code|tag`, numbers in base 36.

        Raises:
            ValueError: The data would be longer than 64 bytes.
        """
        body = f"{_VERSION}|{_base36(run)}|{_base36(ask)}|{code}"
        data = f"{body}|{self._tag(group, body.encode())}"
        if len(data.encode()) > MOST_BYTES:
            raise ValueError(
                f"callback data {body!r} and its tag take {len(data.encode())} bytes, at most {MOST_BYTES}"
            )
        return data

    def decode(self, group: int, data: str) -> Pressed | None:
        """Return what was signed for this group, None for anything else; never raises, whatever comes in."""
        body, _, tag = data.rpartition("|")
        signed = body.encode("utf-8", "replace")
        if not hmac.compare_digest(self._tag(group, signed).encode(), tag.encode("utf-8", "replace")):
            return None
        version, _, rest = body.partition("|")
        if version != _VERSION:  # ours, of another release
            return None
        run, ask, code = rest.split("|", 2)
        return Pressed(int(run, 36), int(ask, 36), code)

    def link(self, run: int, place: str) -> str:
        """Return what a link to the sheet for a question of a run carries: at most 64 of A-Z, a-z, 0-9, _ and -."""
        digest = hmac.digest(self.secret, f"sheet|{run}|{place}".encode(), "sha256")
        return f"{_base36(run)}_{urlsafe_b64encode(digest[:_TAG_BYTES]).decode()}"

    def opens(self, link: str, run: int, place: str) -> bool:
        """Say whether a link was made for this question of this run; never raises, whatever comes in."""
        return hmac.compare_digest(self.link(run, place).encode(), link.encode("utf-8", "replace"))

    def trace(self, word: str) -> str:
        """Return what is kept of a secret word: enough to know it again, and not to say it."""
        return hmac.digest(self.secret, f"word|{word}".encode("utf-8", "replace"), "sha256").hex()

    def _tag(self, group: int, body: bytes) -> str:
        digest = hmac.digest(self.secret, b"%d|%s" % (group, body), "sha256")
        return urlsafe_b64encode(digest[:_TAG_BYTES]).decode()


def run_linked(link: str) -> int | None:
    """Return the run that a link says it is for, None for what is no link of ours; only `Codec.opens` believes it."""
    found = re.match(r"([0-9a-z]{1,12})_", link, re.ASCII)
    return int(found[1], 36) if found else None


def _base36(number: int) -> str:
    """Write a whole number, 0 or more, in base 36."""
    if number < 0:
        raise ValueError(f"a number on a button is 0 or more, not {number}")
    digits = ""
    while number >= len(_DIGITS):
        number, rest = divmod(number, len(_DIGITS))
        digits = _DIGITS[rest] + digits
    return _DIGITS[number] + digits


def in_rows(buttons: Iterable[Button]) -> Rows:
    """Put buttons side by side as long as their labels fit, in the order given."""
    rows: list[list[Button]] = [[]]
    for button in buttons:
        if rows[-1] and not fits_in_row([*rows[-1], button]):
            rows.append([])
        rows[-1].append(button)
    return tuple(tuple(row) for row in rows if row)


def all_or_stacked(buttons: Sequence[Button]) -> Rows:
    """Put all buttons in one row when their labels fit, else each on a line: a scale keeps its order in sight."""
    return (tuple(buttons),) if fits_in_row(buttons) else tuple((button,) for button in buttons)


def fits_in_row(buttons: Sequence[Button]) -> bool:
    """Say whether these labels can be read side by side on a phone."""
    widest = max((len(button.label) for button in buttons), default=0)
    return 0 < len(buttons) <= MOST_IN_ROW and len(buttons) * (widest + 2) <= ROW_WIDTH
