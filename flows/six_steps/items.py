"""What a repeated question is about, as text: `a1`, `a1:a4` (a pair), `a1+a4` (a package), `a1+a4/e6` (about it).

A package is named by its activities in the order of the list, so answers about a package that still exists are kept
when the group rearranges, and a new package is asked anew.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TypeVar, cast

from flows.facts import Facts
from flows.values import Item

T = TypeVar("T")

PLAN = "plan"
"""The whole plan, where an answer is about no package."""


def package_of(members: Iterable[str]) -> Item:
    """Return the item of a package; `members` in the order of the list."""
    return "+".join(members)


def members_of(package: Item) -> tuple[str, ...]:
    """Return the activities of a package."""
    return tuple(package.split("+"))


def pair_of(a: str, b: str) -> Item:
    """Return the item of two things, in the order given."""
    return f"{a}:{b}"


def both_of(pair: Item) -> tuple[str, str]:
    """Return the two things of a pair."""
    a, _, b = pair.partition(":")
    return a, b


def packages_in(spot: Item) -> tuple[Item, ...]:
    """Return the one or two packages of a spot; none for the whole plan."""
    return () if spot == PLAN else tuple(spot.split(":"))


def about(spot: Item, what: str) -> Item:
    """Return the item of something about a package, a pair, or the plan."""
    return f"{spot}/{what}"


def spot_and_what(item: Item) -> tuple[Item, str]:
    """Return both halves of an `about`."""
    spot, _, what = item.partition("/")
    return spot, what


def once(make: Callable[[Facts], T]) -> Callable[[Facts], T]:
    """Work something out once for the same facts."""
    key = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def remembered(facts: Facts) -> T:
        if key not in facts.memo:
            facts.memo[key] = make(facts)
        return cast("T", facts.memo[key])

    return remembered
