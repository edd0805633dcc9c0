"""What stands in the way, and where the plan differs from the ideal (Q6.1-Q6.5, R38, R45)."""

from dataclasses import dataclass

from core.coordination import GridNote
from core.deviations import Deviation, DeviationKind, Removable
from core.ids import ActivityId, PackageId
from core.scales import Intensity, WorkingArea
from flows.facts import Facts
from flows.six_steps.chosen import cut_pairs, is_dearer, is_reasoned, package_pairs, packages, separated, spots
from flows.six_steps.from_tools import brakes_from_tools
from flows.six_steps.group import activities, level_of
from flows.six_steps.inside import ideal_area, note_on_grid, range_in
from flows.six_steps.items import PLAN, about, members_of, once, packages_in, spot_and_what
from flows.six_steps.steps_beginning import OTHER
from flows.values import Dated, Item

CUT = "cut"
"""Two activities that a cut of a team took apart; here the spot is a pair of activities."""


@dataclass(frozen=True)
class Difference:
    """What is ideal and what is real, as far as it is on a scale.

    Attributes:
        ideal: the level that would be best, None where it is about words.
        real: the level it is going to be.
        activity: the activity it is about, "" for a whole package.
        words: what it is going to be, in the group's own words.
    """

    ideal: WorkingArea | Intensity | None = None
    real: WorkingArea | Intensity | None = None
    activity: Item = ""
    words: str = ""


# --- brakes ---


@once
def brakes(facts: Facts) -> tuple[Item, ...]:
    """Return what stands in the way of what: `a1+a4/e6` (a chip), `.../r0` (a parked remark), `.../b7` (in words)."""
    return tuple(about(spot, code) for spot in spots(facts) for code in _codes_at(facts, spot))


def _codes_at(facts: Facts, spot: Item) -> tuple[str, ...]:
    picked = facts.choices("q6_1", spot)
    written = tuple(entry.id for entry in facts.entries("q6_1_other", spot)) if OTHER in picked else ()
    return tuple(code for code in picked if code != OTHER) + written


def words_of_brake(facts: Facts, brake: Item) -> str:
    """Return the group's own words for a brake, "" when it is a chip of ours."""
    spot, code = spot_and_what(brake)
    written = {entry.id: entry.text for entry in facts.entries("q6_1_other", spot)}
    parked = {remark_code(number): remark for number, remark in enumerate(facts.parked)}
    from_tools = {code: lesson.text for code, lesson in brakes_from_tools(facts).items()}
    return {**from_tools, **parked, **written}.get(code, "")


def key_of_brake(facts: Facts, brake: Item) -> str:
    """Return the key of our words for a brake: a chip of step 6, or what another tool calls it."""
    code = spot_and_what(brake)[1]
    found = brakes_from_tools(facts).get(code)
    return found.words if found is not None else f"six_steps.q6_1.choices.{code}"


def remark_code(number: int) -> str:
    """Return the code of a parked remark."""
    return f"r{number}"


def stays(facts: Facts, brake: Item) -> bool:
    """Say whether a brake cannot be removed, so that the plan deviates (R45)."""
    return facts.choice("q6_2", brake) in {Removable.NO, Removable.NOT_OURS}


# --- deviations ---


@once
def deviations(facts: Facts) -> tuple[Item, ...]:
    """Return where the plan differs from the ideal: known from earlier answers, then through brakes that stay."""
    in_packages = (about(package, kind) for package in packages(facts) for kind in _known_in(facts, package))
    kept = (
        about(pair, DeviationKind.SPLITTING)
        for pair in package_pairs(facts)
        if facts.choice("q5_3", pair) == "keep" and not is_reasoned(facts, pair)
    )
    cuts = (about(pair, CUT) for pair in cut_pairs(facts))
    through_brakes = (brake for brake in brakes(facts) if stays(facts, brake))
    return (*_known_in_plan(facts), *cuts, *in_packages, *kept, *through_brakes)


def _known_in_plan(facts: Facts) -> tuple[Item, ...]:
    """Return the group's own packages, where they cost something (Q3.4)."""
    if not (is_dearer(facts) and facts.has("q3_4_why")):
        return ()
    return (about(PLAN, DeviationKind.SPLITTING if separated(facts) else DeviationKind.SIZE),)


def _known_in(facts: Facts, package: Item) -> tuple[DeviationKind, ...]:
    area, fitting = ideal_area(facts, package), range_in(facts, package)
    chosen, close = level_of(facts, "q4_2", package), level_of(facts, "q4_6_pkg", package)
    differs = {
        DeviationKind.WORKING_AREA: area is not None and chosen is not None and chosen > area.value.value,
        DeviationKind.SIZE: facts.choice("q4_5", package) == "keep",
        DeviationKind.CLOSENESS: fitting is not None and close is not None and close < fitting.lowest,
        DeviationKind.DECIDING: note_on_grid(facts, package) is GridNote.HIGHER_UP,
    }
    return tuple(kind for kind, differing in differs.items() if differing)


def kind_of(facts: Facts, item: Item) -> DeviationKind | None:
    """Return in what the plan deviates; None while a brake that stays leads to nothing named (Q6.3)."""
    _, what = spot_and_what(item)
    if what == CUT:
        return DeviationKind.SPLITTING
    if what in set(DeviationKind):
        return DeviationKind(what)
    picked = facts.choice("q6_3", item)
    return None if picked is None else DeviationKind(picked)


def is_from_brake(item: Item) -> bool:
    """Say whether a deviation follows from a brake that stays."""
    what = spot_and_what(item)[1]
    return what != CUT and what not in set(DeviationKind)


def activities_at(spot: Item) -> tuple[Item, ...]:
    """Return the activities of the packages of a spot."""
    return tuple(activity for package in packages_in(spot) for activity in members_of(package))


def difference_of(facts: Facts, item: Item) -> Difference:
    """Return what is ideal and what is real about a deviation."""
    spot, what = spot_and_what(item)
    if is_from_brake(item):
        return _through_brake(facts, item)
    match what:
        case DeviationKind.WORKING_AREA:
            area = ideal_area(facts, spot)
            real = level_of(facts, "q4_2", spot)
            return Difference(area.value.value if area else None, WorkingArea(real) if real else None)
        case DeviationKind.CLOSENESS:
            fitting = range_in(facts, spot)
            close = level_of(facts, "q4_6_pkg", spot)
            return Difference(fitting.lowest if fitting else None, None if close is None else Intensity(close))
        case _:
            return Difference()


def _through_brake(facts: Facts, item: Item) -> Difference:
    real = level_of(facts, "q6_3_area", item)
    if kind_of(facts, item) is not DeviationKind.WORKING_AREA or real is None:
        return Difference(words=facts.text("q6_3_what", item))
    activity = activity_of(facts, item)
    home = next((package for package in packages(facts) if activity in members_of(package)), "")
    area = ideal_area(facts, home)
    return Difference(area.value.value if area else None, WorkingArea(real), activity)


def activity_of(facts: Facts, item: Item) -> Item:
    """Return the activity that works in another area than is ideal (Q6.3)."""
    there = activities_at(spot_and_what(item)[0])
    return facts.choice("q6_3_activity", item) or next(iter(there), "")


def reason_of(facts: Facts, item: Item) -> str:
    """Return why the plan deviates, in the group's own words; "" where a chip says it, or nobody did."""
    spot, what = spot_and_what(item)
    if is_from_brake(item):
        return words_of_brake(facts, item)
    if spot == PLAN:
        return facts.text("q3_4_why")
    return facts.text("q5_3_why", spot) if what == DeviationKind.SPLITTING else ""


def reason_apart(facts: Facts, pair: Item) -> str:
    """Return why two packages stay apart (Q5.3, Q3.4, Q4.5), in the group's own words; "" while nobody said."""
    if facts.choice("q5_3", pair) == "keep":
        return facts.text("q5_3_why", pair)
    if not is_reasoned(facts, pair):
        return ""
    absorbed = [facts.text("q4_5_absorb", two) for two in cut_pairs(facts) if _runs_across(two, pair)]
    return facts.text("q3_4_why") if is_dearer(facts) and facts.has("q3_4_why") else "; ".join(dict.fromkeys(absorbed))


def _runs_across(two: Item, pair: Item) -> bool:
    """Say whether one of two activities is in one package of a pair, and one in the other."""
    return all(set(two.split(":")) & set(members_of(package)) for package in packages_in(pair))


def recorded(facts: Facts) -> dict[Item, Deviation]:
    """Return the deviations that have a kind, as the core keeps them (R38)."""
    kinds = {item: kind_of(facts, item) for item in deviations(facts)}
    return {item: _record(facts, item, kind) for item, kind in kinds.items() if kind is not None}


def _record(facts: Facts, item: Item, kind: DeviationKind) -> Deviation:
    spot, what = spot_and_what(item)
    found = difference_of(facts, item)
    removable, due = facts.choice("q6_2", item), facts.value("q6_5_date", item)
    return Deviation(
        kind=kind,
        packages=tuple(map(PackageId, _homes(facts, item))),
        ideal=found.ideal if isinstance(found.ideal, WorkingArea) else "",
        real=found.real if isinstance(found.real, WorkingArea) else found.words,
        activity=ActivityId(found.activity) if found.activity else None,
        why=reason_of(facts, item),
        removable=Removable(removable) if removable else None,
        consequence=facts.text("q4_5_loss", spot) if what == CUT else facts.text("q6_4", item),
        absorbed_by=facts.text("q4_5_absorb", spot) if what == CUT else facts.text("q6_5", item),
        owner=facts.text("q6_5_owner", item),
        due_on=due.day if isinstance(due, Dated) else None,
    )


def _homes(facts: Facts, item: Item) -> tuple[Item, ...]:
    """Return the packages a deviation is about."""
    spot, what = spot_and_what(item)
    if what != CUT:
        return packages_in(spot)
    both = set(spot.split(":")) & set(activities(facts))
    return tuple(package for package in packages(facts) if both & set(members_of(package)))
