"""How closely partners work together, in which form, and within which package (R22, R28-R30, R35-R37)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.coordination.finding import Finding, Input
from core.ids import ActivityId
from core.scales import Coherence, Intensity
from core.voices import rounded_half_up


class Collaboration(StrEnum):
    """How much collaboration a loose group of activities asks for (R22)."""

    NOT_NEEDED = "not_needed"
    REFER_OR_SHARE = "refer_or_share"


class Form(StrEnum):
    """A form of collaboration (R29). The lists of the source end in dots: a group may name others."""

    NONE = "none"
    PROCEDURES = "procedures"
    CARE_PATHWAYS = "care_pathways"
    AD_HOC = "ad_hoc"
    TUNED_IT = "tuned_it"
    PERIODIC_CONSULTATION = "periodic_consultation"
    LEARNING_COMMUNITY = "learning_community"
    FIXED_CONTACTS = "fixed_contacts"
    SHARED_PLANNING = "shared_planning"
    JOINT_AGREEMENTS = "joint_agreements"
    PARTNERSHIP = "partnership"
    TEAM = "team"
    NETWORK_GOVERNANCE = "network_governance"


class Fit(StrEnum):
    """How a chosen form stands to the closeness that is needed (R30)."""

    TOO_LOOSE = "too_loose"
    FITS = "fits"
    TOO_HEAVY = "too_heavy"


class Level(StrEnum):
    """A level of deciding (Q4.8, Q5.2)."""

    GOALS = "goals"
    METHOD = "method"
    APPLICATION = "application"


class Verdict(StrEnum):
    """Whether two packages are rightly two (R36)."""

    KEEP = "keep"
    RECONSIDER = "reconsider"
    ALARM = "alarm"


@dataclass(frozen=True)
class IntensityRange:
    """How closely to work together: a range that fits, and where to start (R28).

    Attributes:
        value: the default.
        lowest: the loosest that fits.
        highest: the closest that fits.
    """

    value: Intensity
    lowest: Intensity
    highest: Intensity


RANGES = {
    Coherence.INDEPENDENT: IntensityRange(Intensity.NONE, Intensity.NONE, Intensity.NONE),
    Coherence.HANDY_TO_KNOW: IntensityRange(Intensity.SHARE, Intensity.REFER, Intensity.SHARE),
    Coherence.ONE_CHANGES_THE_OTHER: IntensityRange(Intensity.ALIGN, Intensity.ALIGN, Intensity.TOGETHER),
    Coherence.NOT_WELL_APART: IntensityRange(Intensity.TOGETHER, Intensity.ALIGN, Intensity.TOGETHER),
}

FORMS = {
    Intensity.NONE: (),
    Intensity.REFER: (Form.NONE, Form.PROCEDURES, Form.CARE_PATHWAYS),
    Intensity.SHARE: (Form.AD_HOC, Form.TUNED_IT, Form.PERIODIC_CONSULTATION, Form.LEARNING_COMMUNITY),
    Intensity.ALIGN: (
        Form.FIXED_CONTACTS,
        Form.SHARED_PLANNING,
        Form.JOINT_AGREEMENTS,
        Form.PERIODIC_CONSULTATION,
    ),
    Intensity.TOGETHER: (Form.PARTNERSHIP, Form.TEAM, Form.NETWORK_GOVERNANCE),
}
"""R29. The source has no row for aligning; that one is ours."""


def collaboration_needed(coherences: Collection[Coherence]) -> Finding[Collaboration] | None:
    """Say whether a pair or a group needs to work together at all (R22).

    Args:
        coherences: every coherence that is known in the group.

    Returns:
        None when something hangs together, or when nothing is known.
    """
    if not coherences or max(coherences) > Coherence.HANDY_TO_KNOW:
        return None
    highest = max(coherences)
    value = Collaboration.REFER_OR_SHARE if highest else Collaboration.NOT_NEEDED
    return Finding(value, "R22", (Input("highest_coherence", highest), Input("known_pairs", len(coherences))))


def intensity_of(coherence: Coherence) -> Finding[IntensityRange]:
    """Suggest how closely to work together from how strongly things hang together (R28)."""
    return Finding(RANGES[coherence], "R28", (Input("coherence", coherence),))


def package_intensity(inside: Mapping[tuple[ActivityId, ActivityId], Coherence]) -> Finding[IntensityRange] | None:
    """Suggest how closely a package works together: as its strongest pair asks (R28).

    Args:
        inside: the known coherence of the pairs inside the package; empty for a single activity.

    Returns:
        None when no pair is known.
    """
    if not inside:
        return None
    inputs = tuple(Input("coherence", level, pair) for pair, level in sorted(inside.items()))
    return Finding(RANGES[max(inside.values())], "R28", inputs)


def intensity_between(highest: Fraction) -> Finding[IntensityRange]:
    """Suggest how closely two packages work together (R35).

    Args:
        highest: the highest mean coherence across the two, 0 to 3.
    """
    level = Coherence(rounded_half_up(highest))
    return Finding(RANGES[level], "R35", (Input("highest_coherence", highest),))


def forms_of(intensity: Intensity) -> Finding[tuple[Form, ...]]:
    """Name the forms that fit a closeness (R29)."""
    return Finding(FORMS[intensity], "R29", (Input("intensity", intensity),))


def fit_of(form: Form, needed: Intensity) -> Finding[Fit]:
    """Say whether a chosen form is too loose, fits or is too heavy (R30).

    A form that belongs to two levels fits either. "None" also fits where nothing is needed.
    """
    levels = [level for level, forms in FORMS.items() if form in forms]
    if form is Form.NONE:
        levels.append(Intensity.NONE)
    inputs = (Input("form", form), Input("intensity", needed))
    if needed in levels:
        return Finding(Fit.FITS, "R30", inputs)
    return Finding(Fit.TOO_LOOSE if max(levels) < needed else Fit.TOO_HEAVY, "R30", inputs)


def verdict_of(intensity: Intensity, joint: Collection[Level]) -> Finding[Verdict]:
    """Say whether two packages are wrongly split (R36).

    Args:
        intensity: how closely they must work together.
        joint: what they must decide together (Q5.2).
    """
    everything = set(joint) == set(Level)
    inputs = (Input("intensity", intensity), Input("joint", tuple(level for level in Level if level in joint)))
    match intensity, everything:
        case Intensity.TOGETHER, True:
            verdict = Verdict.ALARM
        case (Intensity.TOGETHER, False) | (Intensity.ALIGN, True):
            verdict = Verdict.RECONSIDER
        case _:
            verdict = Verdict.KEEP
    return Finding(verdict, "R36", inputs)


def rhythm_waits_for(intensity: Intensity | None, joint: Collection[Level] | None) -> Finding[tuple[str, ...]] | None:
    """List what must be answered before "how often do we meet" opens (R37); None when it is open.

    Args:
        intensity: how closely to work together, None while unanswered.
        joint: what to decide together, empty for "nothing", None while unanswered.
    """
    waiting = (("intensity", intensity is None), ("joint_decisions", joint is None))
    lacking = tuple(name for name, is_lacking in waiting if is_lacking)
    return Finding(lacking, "R37", ()) if lacking else None
