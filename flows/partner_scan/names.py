"""Who is who: partners by the names they go by, and those that may be one partner spelled in two ways.

Two names that look alike are asked about and never merged unseen; while nobody said that they are one, they are two.
"""

from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations

from flows.facts import Facts
from flows.lists import look_alike
from flows.partner_scan.sheets import named
from flows.values import Item
from flows.views import Names


@dataclass(frozen=True)
class Called:
    """A name in the scan.

    Attributes:
        text: As typed.
        estimate: Its item on the list of estimates; None: the partner filled in a sheet.
    """

    text: str
    estimate: Item | None = None

    @property
    def mark(self) -> str:
        """A short plain word that stays the same as long as the name does."""
        return sha256(self.text.casefold().encode()).hexdigest()[:8]


def called(facts: Facts) -> tuple[Called, ...]:
    """Return every name that may be shown: of sheets in their order, then of estimates."""
    own = tuple(Called(name) for name, _ in named(facts))
    return (*own, *(Called(entry.text, entry.id) for entry in facts.entries("estimates")))


def alike(facts: Facts) -> tuple[Item, ...]:
    """Return each two names that may be one partner; two estimates were asked about on their own list."""
    twos = combinations(called(facts), 2)
    found = ((a, b) for a, b in twos if look_alike(a.text, b.text) and not (a.estimate and b.estimate))
    return tuple(dict.fromkeys(_pair(a, b) for a, b in found))


def alike_names(facts: Facts, pair: Item) -> Names:
    """Return both names as typed."""
    texts = {it.mark: it.text for it in reversed(called(facts))}
    first, _, second = pair.partition(":")
    return {"a": texts.get(first, ""), "b": texts.get(second, "")}


def keys(facts: Facts) -> tuple[str, ...]:
    """Return a key for each name of `called`: the same one for names of one partner, as far as the group said so."""
    names = called(facts)
    found = [f"{name.mark}#{number}" for number, name in enumerate(names)]
    for (i, a), (j, b) in combinations(enumerate(names), 2):
        if facts.choice("alike", _pair(a, b)) == "one":
            found = [found[i] if key == found[j] else key for key in found]
    return tuple(found)


def _pair(a: Called, b: Called) -> Item:
    return ":".join(sorted((a.mark, b.mark)))
