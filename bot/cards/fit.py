"""Making words fit in one message: measuring, listing, splitting. Everything here is Telegram HTML."""

import re
from collections.abc import Callable, Sequence
from html import unescape

from markupsafe import escape

from bot.texts import clip

MOST_CHARACTERS = 4096
"""Telegram's limit of a message, counted after parsing; in UTF-16 units, the stricter way to count."""

MOST_ENTITIES = 100
"""Telegram shows no bold or italics after this many in one message (telegram.md 1)."""

MOST_LINE = 1000
"""Characters of one contribution on a card: all of a text, when there are few."""

LINE = 200
"""The same when that would not fit; the longest list item has as many."""

SHORT_LINE = 60
"""The same when that would not fit either."""

_WIDEST = 2 * SHORT_LINE + 8
"""A short line at its widest: an emoji takes two units; then a number, a dot and a line end."""

_TAG = re.compile(r"<[^>]*>")
_ATOM = re.compile(r"<[^>]*>|&[^;\s]{1,10};|[\s\S]")
_PARTS = re.compile(r"^[ \t]*---[ \t]*$", re.MULTILINE)
_BLANKS = re.compile(r"\n{3,}")
_SENTENCE_ENDS = ".?!:;…"


def length(html: str) -> int:
    """Return how long a text is to Telegram: without tags, in UTF-16 units."""
    return _units(unescape(_TAG.sub("", html)))


def fits(html: str, room: int = MOST_CHARACTERS) -> bool:
    """Say whether a text is at most `room` long after parsing."""
    return _units(html) <= room or length(html) <= room  # parsing never lengthens: most texts need no parsing


def shown(text: str, most: int = LINE) -> str:
    """Return what a member typed as HTML on one line, clipped."""
    return str(escape(clip(text, most)))


def numbered(lines: Sequence[str], more: Callable[[int], str], room: int) -> str:
    """Return what members typed as a numbered list within `room`; `more` says how many are left out, as HTML."""
    return _listed([(f"{number}. ", line) for number, line in enumerate(lines, start=1)], more, room)


def bulleted(lines: Sequence[str], more: Callable[[int], str], room: int) -> str:
    """Return the same as `numbered`, with dots."""
    return _listed([("• ", line) for line in lines], more, room)


def _listed(lines: Sequence[tuple[str, str]], more: Callable[[int], str], room: int) -> str:
    """Clip long lines first; when that is not enough, leave out the middle."""
    whole: list[str] = []
    for most in (MOST_LINE, LINE, SHORT_LINE):
        whole = [start + shown(line, most) for start, line in lines]
        if fits("\n".join(whole), room):
            return "\n".join(whole)
    kept = max(1, (room - length(more(len(lines)))) // _WIDEST)
    head, tail = kept - kept // 2, kept // 2
    left_out = len(lines) - head - tail
    return "\n".join((*whole[:head], more(left_out), *whole[len(whole) - tail :]))


def first_lines(lines: Sequence[str], more: Callable[[int], str], room: int) -> str:
    """Return as many lines of HTML as `room` holds; `more` says how many are left out."""
    if fits("\n".join(lines), room):
        return "\n".join(lines)
    kept, used = 0, length(more(len(lines)))
    while (used := used + 1 + length(lines[kept])) <= room:
        kept += 1
    return "\n".join((*lines[:kept], more(len(lines) - kept)))


def split(html: str) -> tuple[str, ...]:
    """Return the messages that a long text becomes.

    A line of only `---` starts a new message. What is still too long breaks at a blank line, else at a line end, else
    at the end of a sentence, else between words; bold and italics that are open there go on in the next message.
    """
    parts = (_BLANKS.sub("\n\n", part).strip() for part in _PARTS.split(html))
    return tuple(filter(length, _balanced([piece for part in parts for piece in _pieces(part)])))


def first_message(html: str) -> str:
    """Return as much of a text as one message holds: a last guard, where each part was made to fit already."""
    return html if fits(html) else _balanced(_pieces(html)[:1])[0]


def _pieces(html: str) -> list[str]:
    """Cut a text into pieces that fit, never inside a tag or a sign; tags may stay open."""
    if fits(html) and html.count("<") <= MOST_ENTITIES:
        return [html]
    atoms, pieces = _ATOM.findall(html), list[str]()
    while atoms:
        room = _room(atoms)
        cut = room if room == len(atoms) else _good_break(atoms, room)
        pieces.append("".join(atoms[:cut]).strip())
        atoms = atoms[cut:]
    return pieces


def _balanced(pieces: Sequence[str]) -> list[str]:
    """Close the tags that are open at the end of a piece, and open them again in the next."""
    opened: list[str] = []
    balanced: list[str] = []
    for piece in pieces:
        start = "".join(opened)
        opened = _still_open(opened, _TAG.findall(piece))
        balanced.append(start + piece + "".join(f"</{_name(tag)}>" for tag in reversed(opened)))
    return balanced


def _room(atoms: Sequence[str]) -> int:
    """How many atoms one message holds."""
    used = tags = 0
    for index, atom in enumerate(atoms):
        if _is_tag(atom):
            tags += atom[1] != "/"
        else:
            used += _units(unescape(atom))
        if used > MOST_CHARACTERS or tags > MOST_ENTITIES:
            return index
    return len(atoms)


def _good_break(atoms: Sequence[str], room: int) -> int:
    """Where to break before `room`; not in the first quarter, which would leave a crumb of a message."""
    marks: dict[str, int] = {}
    for index in range(room // 4, room):
        kind = _break_after(atoms, index)
        if kind:
            marks[kind] = index + 1
    return next((marks[kind] for kind in ("blank", "line", "sentence", "word") if kind in marks), room)


def _break_after(atoms: Sequence[str], index: int) -> str:
    """What kind of break comes right after the atom at `index`; '' for none."""
    atom, before = atoms[index], atoms[index - 1] if index else ""
    if atom == "\n":
        return "blank" if before == "\n" else "line"
    if atom == " ":
        return "sentence" if before and before in _SENTENCE_ENDS else "word"
    return ""


def _still_open(opened: Sequence[str], tags: Sequence[str]) -> list[str]:
    """Tags that are open after these."""
    stack = list(opened)
    for tag in tags:
        if tag.startswith("</"):
            stack.pop()
        else:
            stack.append(tag)
    return stack


def _is_tag(atom: str) -> bool:
    return len(atom) > 1 and atom[0] == "<"


def _name(tag: str) -> str:
    return tag[1:-1].split(maxsplit=1)[0]


def _units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
