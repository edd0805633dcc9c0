"""Lists that a group makes together: one thing a line, look-alikes asked about, never merged silently."""

import re
import unicodedata
from dataclasses import replace
from difflib import SequenceMatcher

from core import thresholds
from flows.model import ListOf
from flows.refusal import Refused
from flows.run import Doubt, Draft, Run
from flows.seen import trimmed
from flows.values import Entry, Listed

_BULLET = re.compile(r"^\s*(?:[-*•\u2013\u2014·]|\d{1,2}[.)])(?:\s+|$)")
_REMOVAL = re.compile(r"^\s*[-\u2013]\s?(\d{1,3})\s*$")


def entries_of(draft: Draft) -> tuple[Entry, ...]:
    """Return what stands on the list so far."""
    return draft.value.entries if isinstance(draft.value, Listed) else ()


def with_lines(run: Run, step: ListOf, text: str) -> Run:
    """Return the run with each line of `text` on the open list, or taken from it ("-2").

    Raises:
        Refused: `empty_text`, `too_long`, `too_many` or `no_such_number`; then nothing of the message was taken.
    """
    lines = [line for line in text.splitlines() if trimmed(line)]
    removed, added = [removal(line) for line in lines], [_clean(line) for line in lines]
    if not any(added):
        raise Refused("empty_text")
    run = replace(run, draft=_without(run.draft, [number for number in removed if number is not None]))
    for number, line in zip(removed, added, strict=True):
        if number is None and line:
            run = _with_entry(run, step, line)
    return run


def settle_doubt(draft: Draft, *, same: bool) -> Draft:
    """Answer the first doubt: `same` takes the newer of the two away."""
    doubt, *others = draft.doubts
    gone = {doubt.newer} if same else set[str]()
    kept = tuple(entry for entry in entries_of(draft) if entry.id not in gone)
    left = tuple(other for other in others if not gone & {other.newer, other.older})
    return replace(draft, value=Listed(kept), doubts=left)


def removal(line: str) -> int | None:
    """Return the number that a line takes away ("-2"), None for any other line."""
    found = _REMOVAL.match(line)
    return int(found[1]) if found else None


def _clean(line: str) -> str:
    return trimmed(" ".join(_BULLET.sub("", line).split()))


def _without(draft: Draft, numbers: list[int]) -> Draft:
    entries = entries_of(draft)
    for number in numbers:
        if not 1 <= number <= len(entries):
            raise Refused("no_such_number", {"number": number})
    gone = {entries[number - 1].id for number in numbers}
    if not gone:
        return draft
    doubts = tuple(doubt for doubt in draft.doubts if not gone & {doubt.newer, doubt.older})
    return replace(draft, value=Listed(tuple(e for e in entries if e.id not in gone)), doubts=doubts)


def _with_entry(run: Run, step: ListOf, text: str) -> Run:
    entries = entries_of(run.draft)
    if len(text) > step.max_length:
        raise Refused("too_long", {"max": step.max_length, "length": len(text)})
    if any(_plain(entry.text) == _plain(text) for entry in entries):
        return run
    if len(entries) >= thresholds.LIST_AT_MOST:
        raise Refused("too_many", {"max": thresholds.LIST_AT_MOST})
    new = Entry(f"{step.prefix}{run.next_id}", text)
    twin = next((entry for entry in entries if look_alike(entry.text, text)), None)
    doubts = run.draft.doubts + ((Doubt(new.id, twin.id),) if twin else ())
    draft = replace(run.draft, value=Listed((*entries, new)), doubts=doubts, warned=False)
    return replace(run, draft=draft, next_id=run.next_id + 1)


def look_alike(one: str, other: str) -> bool:
    """Say whether two texts may well mean the same: nearly the same letters, or the same words in another order."""
    a, b = _plain(one), _plain(other)
    if sorted(a.split()) == sorted(b.split()):
        return True
    return SequenceMatcher(None, a, b).ratio() >= thresholds.NEAR_DUPLICATE_RATIO


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", kept).split()) or text
