"""All partners that are needed and only those, and how many people that makes (R21, R25, R26, R40)."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum

from core import thresholds
from core.coordination.finding import Finding, Input
from core.scales import Intensity


class Need(StrEnum):
    """Whether a partner is needed (Q4.3), from least to most."""

    NOT_NEEDED = "not_needed"
    HANDY = "handy"
    NEEDED = "needed"


class Place(StrEnum):
    """Where a partner's place is (R25)."""

    IN_THE_TEAM = "in_the_team"
    CONSULT_OR_INFORM = "consult_or_inform"
    ANOTHER_PLACE = "another_place"
    USE_YOUR_TIME_BETTER = "use_your_time_better"


class TeamBand(StrEnum):
    """How the size of a team stands (R26)."""

    THIN = "thin"
    SMALL = "small"
    FITS = "fits"
    LARGE = "large"
    SPLIT = "split"


class Grouping(StrEnum):
    """How a group made its packages (Q3.3)."""

    SPECIALITY = "speciality"
    DONE_TODAY = "done_today"
    COHERENCE = "coherence"


PLACES = {
    Need.NEEDED: Place.IN_THE_TEAM,
    Need.HANDY: Place.CONSULT_OR_INFORM,
    Need.NOT_NEEDED: Place.ANOTHER_PLACE,
}


def poor_grouping(how: Grouping) -> Finding[Grouping] | None:
    """Warn of packages made by speciality or by what each does today (R21)."""
    return None if how is Grouping.COHERENCE else Finding(how, "R21", (Input("grouping", how),))


def one_organisation_each(needed: Sequence[AbstractSet[str]]) -> Finding[tuple[str, ...]] | None:
    """Warn when each package is exactly one organisation's, and each organisation has one (R21).

    Args:
        needed: the needed partners of each package, in package order.

    Returns:
        The organisations in package order; None with fewer than two packages, or when not one on one.
    """
    names = tuple(name for partners in needed for name in sorted(partners))
    one_each = all(len(partners) == 1 for partners in needed)
    if len(needed) > 1 and one_each and len(set(names)) == len(names):
        return Finding(names, "R21", (Input("needed", names),))
    return None


def place_of(need: Need, *, yourself: bool = False) -> Finding[Place]:
    """Say where a partner's place is (R25).

    Args:
        need: whether the partner is needed for the package.
        yourself: whether the partner is the one who answers.
    """
    place = Place.USE_YOUR_TIME_BETTER if yourself and need is Need.NOT_NEEDED else PLACES[need]
    return Finding(place, "R25", (Input("need", need),))


def missing_capacities(covered_by: Mapping[str, AbstractSet[str]]) -> Finding[tuple[str, ...]]:
    """List the needed capacities that nobody covers: without these the goal is not reached (R25).

    Args:
        covered_by: the partners that cover each capacity.
    """
    missing = tuple(sorted(capacity for capacity, partners in covered_by.items() if not partners))
    inputs = tuple(Input("covered_by", tuple(sorted(names)), (capacity,)) for capacity, names in covered_by.items())
    return Finding(missing, "R25", inputs)


def team_band(people: int, intensity: Intensity) -> Finding[TeamBand] | None:
    """Say how the size of a team stands (R26); None when it works together less closely than aligning.

    Args:
        people: how many people really take part.
        intensity: how closely they work together.
    """
    if intensity < thresholds.SIZE_MATTERS_FROM:
        return None
    starts = (
        (thresholds.TEAM_SPLIT_FROM, TeamBand.SPLIT),
        (thresholds.TEAM_LARGE_FROM, TeamBand.LARGE),
        (thresholds.TEAM_FITS_FROM, TeamBand.FITS),
        (thresholds.TEAM_SMALL_FROM, TeamBand.SMALL),
    )
    band = next((band for start, band in starts if people >= start), TeamBand.THIN)
    return Finding(band, "R26", (Input("people", people), Input("intensity", intensity)))


def who_can_do_it_alone(covered_by: Mapping[str, AbstractSet[str]]) -> Finding[tuple[str, ...]] | None:
    """Name the partners that cover every needed capacity: one of them can do it, and inform the others (R40).

    Args:
        covered_by: the partners that cover each capacity; empty when no capacity is known.

    Returns:
        The names, sorted; None when nobody can do it alone.
    """
    everywhere = set.intersection(*map(set, covered_by.values())) if covered_by else set()
    if not everywhere:
        return None
    inputs = tuple(Input("covered_by", tuple(sorted(names)), (capacity,)) for capacity, names in covered_by.items())
    return Finding(tuple(sorted(everywhere)), "R40", inputs)
