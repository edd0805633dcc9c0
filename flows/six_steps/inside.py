"""What is known inside a package: area, partners and needs, capacities, people, closeness, steering (R23-R34)."""

from collections.abc import Iterator

from core.coherence import pairs_of
from core.coordination import (
    Decider,
    Finding,
    Grid,
    GridNote,
    IntensityRange,
    Need,
    PackageArea,
    ScoredComplexity,
    TeamBand,
    grid_note,
    intensity_between,
    package_area,
    package_complexity,
    package_intensity,
    suggested_area,
    team_band,
    who_decides,
)
from core.ids import ActivityId
from core.packages import between, is_coupled
from core.scales import Change, Embeddedness, Frequency, Intensity, Variety, WorkingArea
from flows.facts import Facts
from flows.six_steps.group import level_of, matrix, partners_of
from flows.six_steps.items import both_of, members_of
from flows.six_steps.partners import Mention, Named, mention_from, mentions, same_name
from flows.values import Item, Skipped


def ids_in(package: Item) -> tuple[ActivityId, ...]:
    """Return the activities of a package as the core reads them."""
    return tuple(map(ActivityId, members_of(package)))


# --- area (R23, R24) ---


def suggested(facts: Facts, activity: Item) -> WorkingArea | None:
    """Return the area that follows from how often and how near (R23)."""
    near, often = level_of(facts, "q4_1b", activity), level_of(facts, "q4_1a", activity)
    found = suggested_area(None if near is None else Embeddedness(near), None if often is None else Frequency(often))
    return None if found is None else found.value


def area_of(facts: Facts, activity: Item) -> WorkingArea | None:
    """Return the ideal area of an activity: chosen (Q4.1c), else suggested."""
    chosen = level_of(facts, "q4_1c", activity)
    return suggested(facts, activity) if chosen is None else WorkingArea(chosen)


def ideal_area(facts: Facts, package: Item) -> Finding[PackageArea] | None:
    """Return the smallest ideal area for a whole package (R24)."""
    ids = ids_in(package)
    areas = {activity: area for activity in ids if (area := area_of(facts, activity)) is not None}
    coupled = {activity for pair in pairs_of(ids) if is_coupled(matrix(facts), *pair) for activity in pair}
    return package_area(ids, areas, coupled)


# --- partners (R25, R26) ---


def needs(facts: Facts, package: Item) -> dict[Named, Need | None]:
    """Return whether each partner of a package is needed (Q4.3); None while that is not said."""
    partners = partners_of(facts, *members_of(package))
    if not facts.has("q4_3", package):
        return dict.fromkeys(partners)
    needed, handy = facts.choices("q4_3", package), facts.choices("q4_3_handy", package)
    rest = _rest(facts, package)
    return {
        partner: Need.NEEDED if partner.id in needed else Need.HANDY if partner.id in handy else rest
        for partner in partners
    }


def _rest(facts: Facts, package: Item) -> Need | None:
    """Return what partners are who were marked neither needed nor handy."""
    value = facts.value("q4_3_handy", package)
    return None if value is None or value == Skipped("dont_know") else Need.NOT_NEEDED


def with_need(facts: Facts, package: Item, need: Need) -> tuple[Named, ...]:
    """Return the partners with this need."""
    return tuple(partner for partner, found in needs(facts, package).items() if found is need)


def mentioned(facts: Facts, package: Item) -> Iterator[tuple[Named, Mention]]:
    """Yield every line about a partner at the activities of a package."""
    for activity in members_of(package):
        yield from mentions(facts).get(activity, ())


def people_of(facts: Facts, package: Item, partner: Named) -> int:
    """Return how many people a partner brings: the most it brings to one activity."""
    return max(mention.people for named, mention in mentioned(facts, package) if named == partner)


def people_in(facts: Facts, package: Item) -> int:
    """Return how many people really take part: those of the needed partners."""
    return sum(people_of(facts, package, partner) for partner in with_need(facts, package, Need.NEEDED))


def band_of(facts: Facts, package: Item) -> TeamBand | None:
    """Return how the size of the team stands (R26)."""
    close = closeness_of(facts, package)
    found = None if close is None else team_band(people_in(facts, package), close)
    return None if found is None else found.value


def capacities(facts: Facts, package: Item) -> dict[str, frozenset[Named]]:
    """Return what partners are for, and who is for it (Q2.9, Q4.3)."""
    found: dict[str, frozenset[Named]] = {}
    for partner, mention in mentioned(facts, package):
        if mention.capacity:
            found[mention.capacity] = found.get(mention.capacity, frozenset()) | {partner}
    for entry in facts.entries("q4_3_for", package):
        mention = mention_from(entry.text)
        capacity = mention.capacity or mention.name
        found[capacity] = found.get(capacity, frozenset()) | _meant(facts, package, mention)
    return found


def _meant(facts: Facts, package: Item, mention: Mention) -> frozenset[Named]:
    """Return the partner a line names; a line that names none is about everyone whose purpose was asked."""
    partners = partners_of(facts, *members_of(package))
    named = frozenset(it for it in partners if same_name(it.name) == same_name(mention.name))
    return named or frozenset(without_capacity(facts, package))


def without_capacity(facts: Facts, package: Item) -> tuple[Named, ...]:
    """Return the needed partners of whom nobody said in step 2 what they are for."""
    said = {partner for partner, mention in mentioned(facts, package) if mention.capacity}
    return tuple(partner for partner in with_need(facts, package, Need.NEEDED) if partner not in said)


def covered_by(facts: Facts, package: Item) -> dict[str, tuple[Named, ...]]:
    """Return who in the team covers each capacity (R25).

    A capacity of somebody outside the team is nobody's, unless the group says that all is there (Q4.4).
    """
    need = needs(facts, package)
    inside = {
        capacity: tuple(partner for partner in need if partner in named and need[partner] in {Need.NEEDED, None})
        for capacity, named in capacities(facts, package).items()
    }
    if facts.choice("q4_4", package) == "yes":
        return {capacity: partners for capacity, partners in inside.items() if partners}
    return inside


def lacking(facts: Facts, package: Item) -> tuple[str, ...]:
    """Return what nobody in the team covers (R25, Q4.4)."""
    uncovered = tuple(capacity for capacity, partners in covered_by(facts, package).items() if not partners)
    gaps = facts.entries("q4_4_gap", package) if facts.choice("q4_4", package) == "no" else ()
    return tuple(dict.fromkeys([*uncovered, *(entry.text for entry in gaps)]))


# --- closeness (R28, R35) ---


def range_in(facts: Facts, package: Item) -> IntensityRange | None:
    """Return how closely a package works together, from its coherence (R28)."""
    levels = {pair: level for pair in pairs_of(ids_in(package)) if (level := matrix(facts).level(*pair)) is not None}
    found = package_intensity(levels)
    return None if found is None else found.value


def closeness_of(facts: Facts, package: Item) -> Intensity | None:
    """Return how closely a package works together: chosen (Q4.6), else suggested."""
    chosen, fitting = level_of(facts, "q4_6_pkg", package), range_in(facts, package)
    if chosen is not None:
        return Intensity(chosen)
    return None if fitting is None else fitting.value


def range_between(facts: Facts, pair: Item) -> IntensityRange | None:
    """Return how closely two packages work together, from their coherence (R35)."""
    highest = between(matrix(facts), *map(ids_in, both_of(pair)))
    return None if highest is None else intensity_between(highest).value


# --- steering (R31-R34) ---


def complexity_in(facts: Facts, package: Item) -> ScoredComplexity | None:
    """Return how complex a package is (R31)."""
    answers = {ActivityId(activity): _how_it_varies(facts, activity) for activity in members_of(package)}
    found = package_complexity(answers)
    return None if found is None else found.value


def _how_it_varies(facts: Facts, activity: Item) -> tuple[Variety | None, Change | None]:
    variety, change = level_of(facts, "q4_7a", activity), level_of(facts, "q4_7b", activity)
    return None if variety is None else Variety(variety), None if change is None else Change(change)


def proposed_grid(facts: Facts, package: Item) -> Grid | None:
    """Return who decides what, from how complex the package is (R33)."""
    found = complexity_in(facts, package)
    return None if found is None else who_decides(found.level).value


def chosen_grid(facts: Facts, package: Item) -> Grid | None:
    """Return who decides what, as the group said (Q4.8)."""
    cells = {row: Decider(column) for row, column in facts.cells("q4_8", package).items()}
    return Grid(cells["goals"], cells["method"], cells["application"]) if cells else None


def note_on_grid(facts: Facts, package: Item) -> GridNote | None:
    """Return what the group's own grid costs (R33)."""
    proposed, chosen = proposed_grid(facts, package), chosen_grid(facts, package)
    found = grid_note(proposed, chosen) if proposed and chosen else None
    return None if found is None else found.value
