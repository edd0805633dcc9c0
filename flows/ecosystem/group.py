"""What the group marked and named, read from its closed answers: axes that pull, factors, what can be removed."""

from core.ecosystem import FACTORS, Axis, Factors, Pull, Reading, reading_of
from core.scales import Force
from core.voices import Spread, rounded_half_up
from flows.facts import Facts
from flows.model import Condition, Options, Repeat
from flows.values import Item, StepName
from flows.views import Names, Option

OTHER = "other"
"""A chip for what the chips don't say; it opens a place to write it."""

NONE = "none"
"""Not one brake can be removed; an empty answer would be none at all."""

HELPS, HOLDS = "why_helps", "why_holds"

# --- axes ---


def is_apart(facts: Facts, _: Item) -> bool:
    """Everyone gives their marks in silence."""
    return facts.choice("how") == "each"


def is_together(facts: Facts, _: Item) -> bool:
    """The group gives its marks on one card."""
    return not is_apart(facts, _)


def mark_on(facts: Facts, side: StepName, axis: Axis) -> Force | None:
    """Return how much an axis helps, or holds back: the mark, or the middle voice; None where the group passed it."""
    if is_apart(facts, axis):
        median = Spread(facts.levels(side, axis)).median
        return None if median is None else Force(rounded_half_up(median))
    column = facts.cells("marks", axis).get(side)
    return None if column is None else Force[column.upper()]


def reading(facts: Facts, axis: Axis) -> Reading | None:
    """Return which way an axis pulls (R44); None while a mark is lacking."""
    found = reading_of(mark_on(facts, "helps", axis), mark_on(facts, "holds_back", axis))
    return None if found is None else found.value


def pulling(facts: Facts, *pulls: Pull) -> tuple[Item, ...]:
    """Return the axes that pull one of these ways."""
    found = ((axis, reading(facts, axis)) for axis in Axis)
    return tuple(axis.value for axis, it in found if it is not None and it.pull in pulls)


def levers(facts: Facts) -> tuple[Item, ...]:
    """Return the axes that help strongly, also those that hold back too (R44)."""
    return pulling(facts, Pull.LEVER, Pull.DOUBLE)


def brakes(facts: Facts) -> tuple[Item, ...]:
    """Return the axes that hold back strongly, also those that help too (R44)."""
    return pulling(facts, Pull.BRAKE, Pull.DOUBLE)


# --- factors ---


def named_on(facts: Facts, step: StepName, axis: Item) -> dict[Item, str]:
    """Return the factors that the group named on an axis: codes of ours with "", and its own words by id."""
    picked = facts.choices(step, axis)
    own = facts.entries(f"{step}_other", axis) if OTHER in picked else ()
    return {code: "" for code in picked if code != OTHER} | {entry.id: entry.text for entry in own}


def holding(facts: Facts) -> dict[Item, str]:
    """Return every factor that holds back, in the order of the axes."""
    return {code: text for axis in brakes(facts) for code, text in named_on(facts, HOLDS, axis).items()}


def removable(facts: Facts) -> tuple[Item, ...]:
    """Return the brakes that the group can remove (Eb)."""
    return tuple(code for code in holding(facts) if code in facts.choices("eb"))


def staying(facts: Facts) -> tuple[Item, ...]:
    """Return the brakes that stay (Ec); none while nobody said which can be removed."""
    return tuple(code for code in holding(facts) if facts.has("eb") and code not in facts.choices("eb"))


# --- which questions come ---


def other_help(facts: Facts, axis: Item) -> bool:
    """Something helps that the chips do not say."""
    return OTHER in facts.choices(HELPS, axis)


def other_hold(facts: Facts, axis: Item) -> bool:
    """Something holds back that the chips do not say."""
    return OTHER in facts.choices(HOLDS, axis)


def is_used(facts: Facts, axis: Item) -> bool:
    """Ea: the group said how it will use what helps."""
    return facts.has("ea", axis)


def has_factors(facts: Facts, _: Item) -> bool:
    """Eb: a factor that holds back was named."""
    return bool(holding(facts))


def has_action(facts: Facts, factor: Item) -> bool:
    """Eb: the group said what it will do."""
    return facts.has("eb_action", factor)


def is_absorbed(facts: Facts, factor: Item) -> bool:
    """Ed: the group said how it absorbs what follows."""
    return facts.has("ed", factor)


_ALL: tuple[Condition, ...] = (
    is_apart,
    is_together,
    other_help,
    other_hold,
    is_used,
    has_factors,
    has_action,
    is_absorbed,
)

CONDITIONS = {condition.__name__: condition for condition in _ALL}


# --- what is offered, and how it is called ---


def _chips(codes: tuple[str, ...]) -> tuple[Option, ...]:
    """Return chips with words of ours, which the catalogue holds."""
    return tuple(Option(code, "") for code in (*codes, OTHER))


def _on(axis: Item) -> Factors:
    return FACTORS[Axis(axis)]


OPTIONS: dict[str, Options] = {
    "helping": lambda _, axis: _chips(_on(axis).helps),
    "holding": lambda _, axis: _chips(_on(axis).holds_back),
    "factors_holding": lambda facts, _: tuple(
        Option(code, text) for code, text in (*holding(facts).items(), (NONE, ""))
    ),
}


def _axis_names(_: Facts, axis: Item) -> Names:
    return {"about": "", "axis": axis}


def _factor_names(facts: Facts, factor: Item) -> Names:
    return {"text": holding(facts).get(factor, ""), "factor": factor}


REPEATS = {
    "axis": Repeat(lambda _: tuple(axis.value for axis in Axis), _axis_names),
    "lever": Repeat(levers, _axis_names),
    "brake": Repeat(brakes, _axis_names),
    "removable": Repeat(removable, _factor_names),
    "staying": Repeat(staying, _factor_names),
}
