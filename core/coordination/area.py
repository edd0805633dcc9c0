"""Where an activity and a package work: neighbourhood, municipality, region (R2, R23, R24)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core import thresholds
from core.coordination.finding import Finding, Input
from core.ids import ActivityId
from core.scales import Embeddedness, Frequency, WorkingArea


class NeighbourhoodMode(StrEnum):
    """How neighbourhood-oriented an activity must be (R2)."""

    NEIGHBOURHOOD = "neighbourhood"
    MINDSET = "mindset"
    NOT_NEEDED = "not_needed"


class Basis(StrEnum):
    """Which activities decided the area of a package (R24)."""

    COUPLED = "coupled"
    SINGLE = "single"
    NONE_COUPLED = "none_coupled"


@dataclass(frozen=True)
class PackageArea:
    """The working area of a package and the activities that decided it.

    Attributes:
        value: the smallest area among the activities that decide.
        basis: why just these decide.
        areas: their areas, by activity id.
    """

    value: WorkingArea
    basis: Basis
    areas: tuple[tuple[ActivityId, WorkingArea], ...]


SUGGESTED = {
    Embeddedness.OWN_STREET_OR_CIRCLE: (1, 1, 1, 1),
    Embeddedness.PRESENCE_HELPS: (3, 2, 2, 2),
    Embeddedness.LOCAL_IS_HANDY: (4, 3, 3, 3),
    Embeddedness.PLACE_MAKES_NO_DIFFERENCE: (5, 4, 4, 3),
}
"""R23, a column per frequency from very rare to constant.

The source states the corners only: twice yes gives a neighbourhood, twice no an overarching level. The rest is ours.
"""


def suggested_area(embeddedness: Embeddedness | None, frequency: Frequency | None) -> Finding[WorkingArea] | None:
    """Suggest the ideal working area of an activity (R23); None while an answer is lacking."""
    if embeddedness is None or frequency is None:
        return None
    inputs = (Input("embeddedness", embeddedness), Input("frequency", frequency))
    return Finding(WorkingArea(SUGGESTED[embeddedness][frequency]), "R23", inputs)


def neighbourhood_mode(
    area: WorkingArea | None, embeddedness: Embeddedness | None
) -> Finding[NeighbourhoodMode] | None:
    """Say how neighbourhood-oriented an activity in this area must be (R2); None while an answer is lacking."""
    if area is None:
        return None
    inputs = (Input("working_area", area),)
    if area <= thresholds.NEIGHBOURHOOD_UP_TO:
        return Finding(NeighbourhoodMode.NEIGHBOURHOOD, "R2", inputs)
    if embeddedness is None:
        return None
    near = embeddedness >= thresholds.NEAR_MATTERS_FROM
    mode = NeighbourhoodMode.MINDSET if near else NeighbourhoodMode.NOT_NEEDED
    return Finding(mode, "R2", (*inputs, Input("embeddedness", embeddedness)))


def package_area(
    members: Collection[ActivityId],
    areas: Mapping[ActivityId, WorkingArea],
    coupled: Collection[ActivityId],
) -> Finding[PackageArea] | None:
    """Find the smallest ideal area for a whole package (R24).

    Activities with a coherence of 2 or more inside the package decide. A single activity decides for itself. Where no
    two are coupled, nothing says which of them must come near the other, so all count: a smaller area serves the wider
    activity too, and not the other way round.

    Args:
        members: the activities of the package.
        areas: the ideal areas known so far; a missing one is unknown and does not count.
        coupled: the members with such a coherence.

    Returns:
        None while none of the deciding activities has an area.
    """
    basis = basis_of(members, coupled)
    deciding = coupled if basis is Basis.COUPLED else members
    known = tuple((activity, areas[activity]) for activity in sorted(deciding) if activity in areas)
    if not known:
        return None
    inputs = tuple(Input("working_area", area, (activity,)) for activity, area in known)
    return Finding(PackageArea(min(area for _, area in known), basis, known), "R24", inputs)


def basis_of(members: Collection[ActivityId], coupled: Collection[ActivityId]) -> Basis:
    """Say which activities decide the area of a package (R24)."""
    if len(members) == 1:
        return Basis.SINGLE
    return Basis.COUPLED if coupled else Basis.NONE_COUPLED
