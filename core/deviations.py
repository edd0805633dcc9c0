"""Where the real plan differs from the ideal one: normal, recorded, and open until it is absorbed (R38)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.ids import ActivityId, PackageId
from core.scales import WorkingArea


class DeviationKind(StrEnum):
    """In what the plan deviates (Q6.3)."""

    WORKING_AREA = "working_area"
    PARTNERS = "partners"
    SIZE = "size"
    CLOSENESS = "closeness"
    DECIDING = "deciding"
    SPLITTING = "splitting"
    NOT_DOING = "not_doing"


class Removable(StrEnum):
    """Whether what stands in the way can be removed (Q6.2)."""

    OURSELVES = "ourselves"
    WITH_HELP = "with_help"
    NO = "no"
    NOT_OURS = "not_ours"


@dataclass(frozen=True)
class Deviation:
    """Where the real plan differs from the ideal one, and how that is absorbed (nl: afwijking), R38.

    Attributes:
        kind: in what it deviates.
        packages: the package it is about, or the two of a split.
        ideal: what would be best; an area, or the group's own words.
        real: what it will be.
        activity: the activity it is about, where it is about one.
        why: what stands in the way (Q6.1), or why a split is kept (Q5.3).
        removable: whether that can be removed (Q6.2).
        consequence: what it leads to, and for whom (Q6.4).
        absorbed_by: the measure that absorbs it (Q6.5).
        owner: who takes care of the measure.
        due_on: by when.
    """

    kind: DeviationKind
    packages: tuple[PackageId, ...]
    ideal: WorkingArea | str
    real: WorkingArea | str
    activity: ActivityId | None = None
    why: str = ""
    removable: Removable | None = None
    consequence: str = ""
    absorbed_by: str = ""
    owner: str = ""
    due_on: date | None = None

    @property
    def lacks(self) -> tuple[str, ...]:
        """What keeps it open: `consequence`, `absorbed_by`, both or nothing."""
        needed = (("consequence", self.consequence), ("absorbed_by", self.absorbed_by))
        return tuple(name for name, text in needed if not text.strip())

    @property
    def is_open(self) -> bool:
        """Whether a consequence or an absorbing measure is still lacking (R38). Deviating itself is no failure."""
        return bool(self.lacks)


def area_deviations(
    package: PackageId, ideal: WorkingArea, real: Mapping[ActivityId, WorkingArea]
) -> tuple[Deviation, ...]:
    """Record each activity that practice forces into a larger area than the package's ideal one (R24, R38).

    A smaller area than the ideal one is no deviation: it reaches what the ideal asks for.

    Args:
        package: the package.
        ideal: its ideal area (R24).
        real: the area in practice of its activities, as far as known.
    """
    return tuple(
        Deviation(DeviationKind.WORKING_AREA, (package,), ideal, area, activity)
        for activity, area in sorted(real.items())
        if area > ideal
    )


def kept_split(packages: tuple[PackageId, PackageId], why: str) -> Deviation:
    """Record a reasoned "no" to joining two packages (Q5.3, R36).

    Args:
        packages: the two that stay apart.
        why: the group's reason, in its own words.
    """
    return Deviation(DeviationKind.SPLITTING, packages, ideal="one_package", real="two_packages", why=why)
