"""Formatted text: Telegram's HTML in, plain text and entities out, refused as Telegram refuses it."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.playground.errors import ApiError, bad_request

MAX_TEXT = 4096  # after parsing; Bot API, sendMessage
MAX_CAPTION = 1024
_MAX_ENTITIES = 100  # the rest is silently ignored

_KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[\w-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)\s*>")
_ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+))?")
_PIECE = re.compile(r"[^<&]+|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|lt|gt|amp|quot);|&|<")
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>]+)"
    r"|(?<![\w/@.])(?P<bot_command>/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})"
)

Entity = dict[str, Any]


def utf16(text: str) -> int:
    """Length in UTF-16 code units, the unit of entity offsets."""
    return len(text.encode("utf-16-le")) // 2


def _cant_parse(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")


@dataclass(frozen=True)
class _Open:
    name: str
    attributes: dict[str, str]
    offset: int


class _Reader:
    """Reads HTML from left to right, keeping the tags that are open."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._units = 0
        self._text: list[str] = []
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while (piece := _PIECE.match(self._source, self._at)) is not None:
            if piece[0] == "<":
                self._tag()
            else:
                self._add(html.unescape(piece[0]) if piece[0].endswith(";") else piece[0])
                self._at = piece.end()
        if self._open:
            raise _cant_parse(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        return "".join(self._text), self._entities

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._units += utf16(text)

    def _here(self) -> int:
        return len(self._source[: self._at].encode())

    def _tag(self) -> None:
        tag = _TAG.match(self._source, self._at)
        if tag is None:
            raise self._broken()
        name = tag[2].lower()
        if tag[1]:
            self._close(name)
        else:
            self._start(name, tag[3])
        self._at = tag.end()

    def _broken(self) -> ApiError:
        rest = self._source[self._at + 1 :]
        if ">" not in rest:
            return _cant_parse(f"Unclosed start tag at byte offset {self._here()}")
        name = re.split(r"[\s>]", rest, maxsplit=1)[0]
        return _cant_parse(f'Unsupported start tag "{name}" at byte offset {self._here()}')

    def _start(self, name: str, attributes: str) -> None:
        found = {key.lower(): html.unescape(value.strip("\"'")) for key, value in _ATTRIBUTE.findall(attributes)}
        if name not in _KINDS or (name == "span" and found.get("class") != "tg-spoiler"):
            raise _cant_parse(f'Unsupported start tag "{name}" at byte offset {self._here()}')
        self._open.append(_Open(name, found, self._units))

    def _close(self, name: str) -> None:
        if not self._open:
            raise _cant_parse(f"Unexpected end tag at byte offset {self._here()}")
        opened = self._open.pop()
        if opened.name != name:
            raise _cant_parse(
                f'Unmatched end tag at byte offset {self._here()}, expected "</{opened.name}>", found "</{name}>"'
            )
        entity = _entity(opened, self._units - opened.offset)
        if entity is not None:
            self._entities.append(entity)


def _entity(opened: _Open, length: int) -> Entity | None:
    entity: Entity = {"type": _KINDS[opened.name], "offset": opened.offset, "length": length}
    if opened.name == "a":
        url = opened.attributes.get("href", "")
        return {**entity, "url": url} if re.match(r"(https?|tg)://\S", url) and length else None
    if opened.name == "blockquote" and "expandable" in opened.attributes:
        entity["type"] = "expandable_blockquote"
    return entity if length else None


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The plain text of `source` and its entities, offsets in UTF-16 code units.

    Raises:
        ApiError: an unknown, unclosed or crossed tag.
    """
    return _trimmed(*_Reader(source).read())


def _trimmed(text: str, entities: Sequence[Entity]) -> tuple[str, list[Entity]]:
    """Telegram cuts white space at both ends, and the entities with it."""
    lead = utf16(text) - utf16(text.lstrip())
    kept = text.strip()
    end = utf16(kept)
    shifted = []
    for entity in entities:
        first = max(0, entity["offset"] - lead)
        last = min(end, entity["offset"] + entity["length"] - lead)
        if last > first:
            shifted.append({**entity, "offset": first, "length": last - first})
    return kept, sorted(shifted, key=lambda entity: (entity["offset"], -entity["length"]))[:_MAX_ENTITIES]


def plain(source: str) -> tuple[str, list[Entity]]:
    """Text without markup, as people type it: links, commands and mentions are found by themselves."""
    return with_found(*_trimmed(source, ()))


def with_found(text: str, entities: Sequence[Entity]) -> tuple[str, list[Entity]]:
    """Add the entities Telegram finds by itself, outside code and links."""
    closed = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in {"code", "pre", "text_link"}]
    found = list(entities)
    offset, before = 0, 0
    for match in _FOUND.finditer(text):
        offset += utf16(text[before : match.start()])
        before = match.start()
        length = utf16(match[0])
        if not any(first < offset + length and offset < last for first, last in closed):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return text, sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))[:_MAX_ENTITIES]
