"""Who could do an activity (Q2.9), read from lines as people type them: `naam`, `naam (3)`, `naam (3): waarvoor`."""

import re
from dataclasses import dataclass

from flows.facts import Facts
from flows.six_steps.items import once
from flows.values import Entry

_LINE = re.compile(r"^(?P<name>[^:]*?)\s*(?:\((?P<people>\d{1,3})\D*\))?\s*(?::\s*(?P<capacity>.*))?$", re.DOTALL)


@dataclass(frozen=True)
class Mention:
    """A partner named at an activity.

    Attributes:
        name: as typed.
        people: how many people it brings, 1 or more.
        capacity: what it is for, "" when not said.
    """

    name: str
    people: int = 1
    capacity: str = ""


@dataclass(frozen=True)
class Named:
    """A partner of the plan: the same name at several activities is one partner (nl: partner).

    Attributes:
        id: the id of the line where it was named first.
        name: as typed there.
    """

    id: str
    name: str


def mention_from(line: str) -> Mention:
    """Read one line; a line without a name is a name as a whole."""
    found = _LINE.match(line.strip())
    if found is None or not found["name"]:
        return Mention(line.strip())
    return Mention(found["name"], max(1, int(found["people"] or 1)), (found["capacity"] or "").strip())


def same_name(name: str) -> str:
    """Return what two spellings of one name have in common."""
    return " ".join(name.casefold().split())


@once
def mentions(facts: Facts) -> dict[str, tuple[tuple[Named, Mention], ...]]:
    """Return per activity who was named there, and as whom."""
    known: dict[str, Named] = {}
    return {
        activity: tuple(_named(known, entry) for entry in facts.entries("q2_9", activity))
        for activity in (listed.id for listed in facts.entries("q2_3"))
    }


def _named(known: dict[str, Named], entry: Entry) -> tuple[Named, Mention]:
    mention = mention_from(entry.text)
    return known.setdefault(same_name(mention.name), Named(entry.id, mention.name)), mention
