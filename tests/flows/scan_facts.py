"""Groups in the middle of a partner scan, as facts: sheets made by hand, what the group said together."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from flows.facts import Facts
from flows.values import Entry, Listed, Picked, Place, Rated, Said, Value

Sheet = Mapping[Place, Value]
TOPICS = ("Samen eten", "Kleine klussen")


def sheets_of(sheets: Sequence[Sheet]) -> Any:
    return SimpleNamespace(sheets=tuple(sheets))


def sheet(
    name: str | None,
    *flames: int,
    may_see: str = "partners",
    time: int = 2,
    wished: int = 5,
    **more: Value,
) -> Sheet:
    """Someone who wants this much of each topic, and wishes to pull."""
    by_topic = {f"p3@t{number}": Rated(flame) for number, flame in enumerate(flames, start=1)}
    wishes = {f"p8@t{number}": Rated(wished) for number in range(1, len(flames) + 1)}
    called = {} if name is None else {"name": Said((name,))}
    return {"a1": Picked((may_see,)), **called, **by_topic, **wishes, "p7a": Rated(time), **more}


def scanned(
    *sheets: Sheet,
    readers: str = "partners",
    topics: Sequence[str] = TOPICS,
    estimates: Sequence[str] = (),
    **more: Value,
) -> Facts:
    """A group that has these sheets; estimates are of partners with time and a flame for every topic."""
    listed = {
        "topics": Listed(tuple(Entry(f"t{number}", text) for number, text in enumerate(topics, start=1))),
        "estimates": Listed(tuple(Entry(f"e{number}", text) for number, text in enumerate(estimates, start=1))),
    }
    guesses: dict[Place, Value] = {}
    for number in range(1, len(estimates) + 1):
        guesses |= {f"e_kind@e{number}": Picked(("welfare",)), f"e_time@e{number}": Rated(2)}
        guesses |= {f"e_flame@e{number}/t{topic}": Rated(2) for topic in range(1, len(topics) + 1)}
    settled = {**listed, "readers": Picked((readers,)), "sheets": sheets_of(sheets), **guesses, **more}
    return Facts(settled)
