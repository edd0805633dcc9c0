"""What the long messages after steps 5 and 6 tell, as plain values; the words stand in the catalogue."""

from collections.abc import Iterable

from core.coordination import (
    Form,
    Grid,
    Level,
    Need,
    NeighbourhoodMode,
    coordination_of,
    fit_of,
    forms_of,
    is_too_loose,
    needs_shared_file,
    verdict_of,
)
from core.deviations import Deviation
from core.proposal import PackageProposal
from core.scales import Intensity
from flows.facts import Facts
from flows.six_steps.answers import proposal_of
from flows.six_steps.chosen import package_pairs, packages
from flows.six_steps.conditions import is_removable, joint_levels
from flows.six_steps.from_tools import CHECK, brakes_from_tools, taken_over
from flows.six_steps.group import activities, level_of, partners_of
from flows.six_steps.inside import (
    area_of,
    band_of,
    chosen_grid,
    closeness_of,
    complexity_in,
    ideal_area,
    ids_in,
    lacking,
    note_on_grid,
    people_in,
    proposed_grid,
    range_between,
    range_in,
    with_need,
)
from flows.six_steps.items import both_of, members_of, spot_and_what
from flows.six_steps.naming import activity_name, activity_names, deviation_spot, package_name, spot_name
from flows.six_steps.partners import Named
from flows.six_steps.reality import brakes, difference_of, key_of_brake, reason_apart, recorded, words_of_brake
from flows.six_steps.steps_beginning import OTHER
from flows.values import Item
from flows.views import Json

Values = dict[str, Json]


def names_of(partners: Iterable[Named]) -> list[str]:
    """Return partners as typed."""
    return [partner.name for partner in partners]


# --- after step 5 ---


def coordination(facts: Facts, _: Item) -> Values:
    """R2, R22-R36, R40: how each package could work, and what packages arrange with each other."""
    return {
        "packages": [_package(facts, package) for package in packages(facts)],
        "between": [_between(facts, pair) for pair in package_pairs(facts)],
        "missing": _missing(facts),
    }


def proposed(facts: Facts, package: Item) -> PackageProposal:
    """Return what the proposal says about a package."""
    return next(it for it in proposal_of(facts).packages if set(it.activities) == set(ids_in(package)))


def _package(facts: Facts, package: Item) -> Values:
    return {
        "name": package_name(facts, package),
        "activities": activity_names(facts, package),
        **_area(facts, package),
        **_team(facts, package),
        **_closeness(facts, package),
        **_steering(facts, package),
    }


def _area(facts: Facts, package: Item) -> Values:
    chosen, ideal = level_of(facts, "q4_2", package), ideal_area(facts, package)
    suggested = None if ideal is None else int(ideal.value.value)
    areas = {activity: area_of(facts, activity) for activity in members_of(package)}
    modes = {it.id: it.mode.value for it in proposal_of(facts).activities if it.mode is not None}
    mindset = [it for it in ids_in(package) if modes.get(it) is NeighbourhoodMode.MINDSET]
    return {
        "area": suggested if chosen is None else chosen,
        "areas": [
            {"activity": activity_name(facts, activity), "area": int(area)} for activity, area in areas.items() if area
        ],
        "mindset": [activity_name(facts, activity) for activity in mindset],
    }


def _team(facts: Facts, package: Item) -> Values:
    needed, band, found = with_need(facts, package, Need.NEEDED), band_of(facts, package), proposed(facts, package)
    teams = found.split.value.teams if found.split is not None else ()
    return {
        "needed": names_of(needed),
        "handy": names_of(with_need(facts, package, Need.HANDY)),
        "not_needed": names_of(with_need(facts, package, Need.NOT_NEEDED)),
        "lacking": list(lacking(facts, package)),
        "can_alone": list(found.alone.value) if found.alone is not None else [],
        "people": people_in(facts, package),
        "band": None if band is None or not needed else str(band),
        "split": [[activity_name(facts, activity) for activity in team] for team in teams],
    }


def _closeness(facts: Facts, package: Item) -> Values:
    fitting, close = range_in(facts, package), closeness_of(facts, package)
    complexity = complexity_in(facts, package)
    loose = close is not None and complexity is not None and is_too_loose(close, complexity.level).value
    return {
        "intensity": None if close is None else int(close),
        "lowest": None if fitting is None else int(fitting.lowest),
        "highest": None if fitting is None else int(fitting.highest),
        "forms": [] if close is None else [str(form) for form in forms_of(close).value],
        "too_loose": loose,
    }


def _steering(facts: Facts, package: Item) -> Values:
    complexity, note = complexity_in(facts, package), note_on_grid(facts, package)
    level = None if complexity is None else complexity.level
    return {
        "complexity": None if level is None else str(level),
        "coordination": None if level is None else str(coordination_of(level).value),
        "decides": _decides(chosen_grid(facts, package), proposed_grid(facts, package)),
        "note": None if note is None else str(note),
        "mandate": facts.choice("q4_9", package),
        "mandate_by": facts.text("q4_9_who", package),
        "shared_file": level is not None and needs_shared_file(level).value,
        "headings": [entry.text for entry in facts.entries("q4_10", package)],
    }


def _decides(chosen: Grid | None, proposed_: Grid | None) -> list[Values]:
    """Return who decides on each level: as the group said, else as proposed."""
    grid = chosen or proposed_
    if grid is None:
        return []
    return [
        {
            "level": str(level),
            "by": str(grid.on(level)),
            "proposed": None if proposed_ is None else str(proposed_.on(level)),
        }
        for level in Level
    ]


def _between(facts: Facts, pair: Item) -> Values:
    a, b = both_of(pair)
    chosen, fitting, form = level_of(facts, "q5_1", pair), range_between(facts, pair), facts.choice("q5_4_form", pair)
    suggested = 0 if fitting is None else int(fitting.value)
    close = Intensity(suggested if chosen is None else chosen)
    return {
        "a": package_name(facts, a),
        "b": package_name(facts, b),
        "intensity": chosen,
        "suggested": suggested,
        "joint": [str(level) for level in joint_levels(facts, pair)],
        "carrier": facts.text("q5_4", pair),
        "form": form,
        "fit": None if form is None else str(fit_of(Form(form), close).value),
        "rhythm": facts.choice("q5_5", pair),
        "verdict": str(verdict_of(close, joint_levels(facts, pair)).value),
        "reason": reason_apart(facts, pair),
    }


def _missing(facts: Facts) -> list[Values]:
    """Return what rules lack, each answer named with what it is about."""
    homes = {f"p{number}": it.activities for number, it in enumerate(proposal_of(facts).packages, start=1)}
    found: dict[str, list[str]] = {}
    for lack in proposal_of(facts).missing:
        about = [activity_name(facts, lack.activity)] if lack.activity is not None else []
        about += [_called(facts, homes[package]) for package in lack.packages]
        found.setdefault(" ↔ ".join(about), []).extend(lack.answers)
    return [{"about": about, "answers": list(dict.fromkeys(answers))} for about, answers in found.items()]


def _called(facts: Facts, members: Iterable[str]) -> str:
    there = set(members)
    return next((package_name(facts, it) for it in packages(facts) if set(members_of(it)) == there), "")


# --- step 6 ---


def parking_list(facts: Facts, _: Item) -> Values:
    """R18: what was kept for step 6: remarks, brakes that were named on the way, and what other tools found."""
    named = [
        *(_named_at(facts, activity, name) for activity, name in activities(facts).items()),
        *(_held_back(facts, partner) for partner in partners_of(facts, *activities(facts))),
    ]
    return {
        "remarks": list(facts.parked),
        "brakes": [brake for brake in named if brake["codes"] or brake["text"]],
        "from_tools": [{"key": it.words, "text": it.text, "locks": it.n} for it in brakes_from_tools(facts).values()],
        "advice": [it.words for it in facts.lessons(CHECK, "goes_wrong")],
    }


def _named_at(facts: Facts, activity: Item, name: str) -> Values:
    codes = [code for code in facts.choices("q2_7", activity) if code != OTHER]
    return {"about": name, "codes": codes, "text": facts.text("q2_7_what", activity)}


def _held_back(facts: Facts, partner: Named) -> Values:
    return {"about": partner.name, "codes": list(facts.choices("q2_10_holds_back", partner.id)), "text": ""}


def plan(facts: Facts, _: Item) -> Values:
    """R38, R45, Q6.6, Q6.7: deviations, brakes that go, first steps."""
    return {
        "deviations": [_deviation(facts, item, it) for item, it in recorded(facts).items()],
        "actions": [_action(facts, brake) for brake in brakes(facts) if is_removable(facts, brake)],
        "taken": [{"what": it.text, "owner": it.owner, "day": it.day} for it in taken_over(facts)],
        "first_steps": [_first_step(facts, package) for package in packages(facts)],
    }


def _deviation(facts: Facts, item: Item, found: Deviation) -> Values:
    between = difference_of(facts, item)
    ideal, real = between.ideal, between.real
    on_scale = ideal is not None and real is not None
    return {
        "about": deviation_spot(facts, item),
        "kind": str(found.kind),
        "scale": type(ideal).__name__ if on_scale else None,
        "ideal": int(ideal) if on_scale and ideal is not None else None,
        "real": int(real) if on_scale and real is not None else None,
        "activity": activity_name(facts, between.activity),
        "what": between.words,
        "why": found.why,
        "brake": key_of_brake(facts, item) if found.removable is not None else None,
        "consequence": found.consequence,
        "measure": found.absorbed_by,
        "owner": found.owner,
        "day": None if found.due_on is None else found.due_on.isoformat(),
        "open": found.is_open,
    }


def _action(facts: Facts, brake: Item) -> Values:
    return {
        "about": spot_name(facts, spot_and_what(brake)[0]),
        "brake": key_of_brake(facts, brake),
        "text": words_of_brake(facts, brake),
        "what": facts.text("q6_2_action", brake),
        "owner": facts.text("q6_2_owner", brake),
        "day": facts.day("q6_2_date", brake),
    }


def _first_step(facts: Facts, package: Item) -> Values:
    willing = facts.choices("q6_7", package)
    silent = [partner for partner in with_need(facts, package, Need.NEEDED) if partner.id not in willing]
    return {
        "package": package_name(facts, package),
        "what": facts.text("q6_6", package),
        "owner": facts.text("q6_6_owner", package),
        "day": facts.day("q6_6_date", package),
        "own_service": facts.choice("q6_6_own", package) == "yes",
        "mandate": facts.choice("q4_9", package),
        "to_ask": names_of(silent),
    }
