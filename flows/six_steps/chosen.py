"""The packages as they stand: what the group arranged (Q3.4), with teams cut (Q4.5) and packages joined (Q5.3) since.

Cuts and joins are taken in the order in which they were decided, so a later decision has the last word.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from core.coherence import Matrix, Pair
from core.ids import ActivityId
from core.packages import Partition, best_partition, between, canonical, score_of
from core.thresholds import TOUCHES_FROM
from flows.facts import Facts
from flows.six_steps.cutting import cut_in_teams
from flows.six_steps.group import activities, hang_together, matrix, pairs
from flows.six_steps.items import both_of, members_of, once, package_of, pair_of
from flows.values import Item, item_of, step_of

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Standing:
    """The packages now, and how they came to be.

    Attributes:
        packages: items, the largest first, then in the order of the list.
        cuts: every two teams that a cut took apart.
    """

    packages: tuple[Item, ...]
    cuts: tuple[tuple[Item, Item], ...]


@once
def computed(facts: Facts) -> Partition:
    """Return the packages with the highest score (R20)."""
    found = matrix(facts)
    return _best(found.activities, tuple(sorted(found.voices.items())))


@lru_cache(maxsize=256)
def _best(ids: tuple[ActivityId, ...], voices: tuple[tuple[Pair, tuple[int, ...]], ...]) -> Partition:
    """Solve once for the same answers: a run asks at every turn, and they rarely change."""
    return best_partition(Matrix(ids, dict(voices))).partition


def in_order(facts: Facts, groups: Iterable[Iterable[str]]) -> Groups:
    """Return groups of activities that still exist: the largest first, then in the order of the list."""
    places = {activity: place for place, activity in enumerate(activities(facts))}
    kept = (tuple(sorted((a for a in group if a in places), key=places.__getitem__)) for group in groups)
    return tuple(sorted(filter(None, kept), key=lambda group: (-len(group), places[group[0]])))


@once
def arranged(facts: Facts) -> Groups:
    """Return the packages the group agreed on (Q3.4); an activity that came later stands alone until placed.

    There are none before the group agreed, except where there is nothing to arrange.
    """
    groups = facts.groups("q3_4")
    if pairs(facts) and not groups:
        return ()
    placed = {activity for group in groups for activity in group}
    later = [(activity,) for activity in activities(facts) if activity not in placed]
    return in_order(facts, [*groups, *later])


def partition_of(facts: Facts, groups: Iterable[Iterable[str]]) -> Partition:
    """Return groups as the core reads them."""
    return canonical(matrix(facts), [[ActivityId(activity) for activity in group] for group in groups])


@once
def is_dearer(facts: Facts) -> bool:
    """Say whether what the group agreed on scores less than the best packages: a choice that wants a reason."""
    if not facts.has("q3_4"):
        return False
    score = score_of(matrix(facts), partition_of(facts, arranged(facts)))
    return score < score_of(matrix(facts), computed(facts))


@once
def standing(facts: Facts) -> Standing:
    """Return the packages after every cut and join."""
    groups, cuts = list(arranged(facts)), list[tuple[Item, Item]]()
    for place in facts.settled:
        step, item = step_of(place), item_of(place)
        if step == "q4_5" and facts.choice(step, item) == "cut" and members_of(item) in groups:
            teams = in_order(facts, cut_in_teams(facts, item) or (members_of(item),))
            groups = [*(group for group in groups if group != members_of(item)), *teams]
            cuts += combinations(map(package_of, teams), 2)
        elif step == "q5_3" and facts.choice(step, item) == "merge":
            groups = _joined(facts, groups, item)
    return Standing(tuple(map(package_of, in_order(facts, groups))), tuple(cuts))


def _joined(facts: Facts, groups: list[tuple[str, ...]], pair: Item) -> list[tuple[str, ...]]:
    both = [members_of(package) for package in both_of(pair)]
    if not all(group in groups for group in both):
        return groups
    whole = in_order(facts, [both[0] + both[1]])
    return [*(group for group in groups if group not in both), *whole]


def packages(facts: Facts) -> tuple[Item, ...]:
    """Return the packages as they stand, largest first."""
    return standing(facts).packages


@once
def cut_pairs(facts: Facts) -> tuple[Item, ...]:
    """Return the activities that hang together and that a cut took apart (R27)."""
    crossing = (pair for a, b in standing(facts).cuts for pair in _across(facts, a, b))
    return tuple(dict.fromkeys(pair for pair in crossing if hang_together(facts, pair)))


def _across(facts: Facts, package: Item, other: Item) -> tuple[Item, ...]:
    places = list(activities(facts))
    both = product(members_of(package), members_of(other))
    return tuple(pair_of(*sorted(two, key=places.index)) for two in both)


@once
def package_pairs(facts: Facts) -> tuple[Item, ...]:
    """Return each two packages with a coherence of 1 or more across (Q5.1)."""
    return tuple(pair_of(a, b) for a, b in combinations(packages(facts), 2) if _touch(facts, pair_of(a, b)))


def _touch(facts: Facts, pair: Item) -> bool:
    highest = between(matrix(facts), *(tuple(map(ActivityId, members_of(package))) for package in both_of(pair)))
    return highest is not None and highest >= TOUCHES_FROM


def spots(facts: Facts) -> tuple[Item, ...]:
    """Return what something can stand in the way of: each package, and what packages do together (Q6.1)."""
    return packages(facts) + package_pairs(facts)


def separated(facts: Facts) -> tuple[Item, ...]:
    """Return the activities that the best packages keep together and the group does not, two by two."""
    best = {activity: number for number, package in enumerate(computed(facts)) for activity in package}
    home = {activity: package for package in packages(facts) for activity in members_of(package)}
    apart = (both_of(pair) for pair in pairs(facts))
    return tuple(pair_of(a, b) for a, b in apart if best[ActivityId(a)] == best[ActivityId(b)] and home[a] != home[b])


def is_reasoned(facts: Facts, pair: Item) -> bool:
    """Say whether the group gave a reason for keeping these two packages apart (Q3.4, Q4.5): then R36 is silent."""
    across = set(_across(facts, *both_of(pair)))
    if any(facts.has("q4_5_loss", two) for two in across & set(cut_pairs(facts))):
        return True
    return is_dearer(facts) and facts.has("q3_4_why") and bool(across & set(separated(facts)))
