"""The one font of the pictures: which letters it has, how wide they are, and words that fit a width."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from struct import unpack_from
from unicodedata import category

from bot.texts import CLIPPED, clean

FONT = files("bot.pictures") / "fonts" / "buurtvonk-sans.ttf"
FAMILY = "Buurtvonk Sans"

_SEGMENTS = 12  # the kind of table that lists ranges of code points
_UNITS = 1000  # of the font, to the height of a line of letters
_UNKNOWN = 1.0  # width of a letter of another font: a Chinese one is as wide as high
_WITHOUT_WIDTH = frozenset({"Mn", "Me", "Cf"})  # marks on a letter, and what only joins letters
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@lru_cache(maxsize=1)
def widths() -> Mapping[int, float]:
    """Return how wide each letter of the font is, by code point, in heights of a line."""
    data = FONT.read_bytes()
    ends = 12 + 16 * unpack_from(">H", data, 4)[0]
    tables = {data[at : at + 4]: unpack_from(">I", data, at + 8)[0] for at in range(12, ends, 16)}
    last = unpack_from(">H", data, tables[b"hhea"] + 34)[0] - 1  # later glyphs are as wide as this one
    start = tables[b"hmtx"]
    return {
        code: unpack_from(">H", data, start + 4 * min(glyph, last))[0] / _UNITS
        for code, glyph in _glyphs(data, tables[b"cmap"])
    }


def _glyphs(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Yield code points and glyphs of the one table that holds them all."""
    count = unpack_from(">H", data, cmap + 2)[0]
    offsets = (cmap + unpack_from(">I", data, cmap + 8 + 8 * number)[0] for number in range(count))
    table = next(at for at in offsets if unpack_from(">H", data, at)[0] == _SEGMENTS)
    for number in range(unpack_from(">I", data, table + 12)[0]):
        first, last, glyph = unpack_from(">III", data, table + 16 + 12 * number)
        yield from ((code, glyph + code - first) for code in range(first, last + 1))


def has_all(text: str) -> bool:
    """Say whether the font has every letter of `text`."""
    known = widths()
    return all(ord(sign) in known or sign.isspace() or category(sign) in _WITHOUT_WIDTH for sign in set(text))


def width(text: str, size: float) -> float:
    """Return about how wide a text is; joined letters (Arabic) are a little narrower."""
    known = widths()
    return size * sum(known.get(ord(sign), _UNKNOWN) for sign in text if category(sign) not in _WITHOUT_WIDTH)


def legible(text: str) -> str:
    """Return what a member typed on one line, without what can't stand in a picture."""
    return " ".join(_NOT_IN_XML.sub("", clean(text)).split())


def fitted(text: str, size: float, room: float, lines: int = 1) -> list[str]:
    """Return a text in at most so many lines of at most `room` wide; what is left out shows as one sign."""
    found: list[str] = []
    rest = legible(text)
    while rest:
        if width(rest, size) <= room:
            return [*found, rest]
        if len(found) == lines - 1:
            return [*found, rest[: _holds(rest, size, room - width(CLIPPED, size))].rstrip() + CLIPPED]
        cut = _cut(rest, size, room)
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return found or [""]


def _holds(text: str, size: float, room: float) -> int:
    """Return how many signs fit; at least one, so that every line goes on."""
    ends = accumulate(width(sign, size) for sign in text)
    return max(1, sum(end <= room for end in ends))


def _cut(text: str, size: float, room: float) -> int:
    """Return where a line ends: at a space, or in the middle of a word that is longer than a line."""
    most = _holds(text, size, room)
    space = text.rfind(" ", 0, most + 1)
    next_word = text[space + 1 :].partition(" ")[0]
    return space if space > 0 and width(next_word, size) <= room else most
