"""Why the proposal says what it says (`/waarom`): each statement with its rule and the group's own answers."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from core.coordination import (
    Basis,
    Done,
    Form,
    Level,
    Meets,
    Need,
    activity_status,
    coordination_of,
    fit_of,
    forms_of,
    is_too_loose,
)
from core.scales import Intensity
from flows.facts import Facts
from flows.six_steps.answers import proposal_of
from flows.six_steps.chosen import package_pairs, packages
from flows.six_steps.conditions import joint_levels, verdict_on
from flows.six_steps.group import activities, is_unknown, level_of, mean_of, pairs
from flows.six_steps.inside import (
    band_of,
    chosen_grid,
    closeness_of,
    complexity_in,
    ideal_area,
    lacking,
    people_in,
    people_of,
    proposed_grid,
    range_between,
    range_in,
    suggested,
    with_need,
)
from flows.six_steps.items import both_of, members_of, pair_of
from flows.six_steps.naming import activity_name, package_name
from flows.six_steps.reality import reason_apart
from flows.six_steps.sureness import least_sure, runner_up, runner_up_changes
from flows.six_steps.views_plan import names_of, proposed
from flows.six_steps.why_pair import Statement, about_activities, may_explain_pairs, to_talk_about
from flows.values import Item
from flows.views import Json, Option


def subjects(facts: Facts, _: Item) -> tuple[Option, ...]:
    """Return what can be asked about: pairs to talk about first, each package, each activity, each two packages.

    Of packages those that have to do with each other; a package of one activity is asked about as that activity.
    """
    several = [package for package in packages(facts) if len(members_of(package)) > 1]
    first = to_talk_about(facts)
    offered = {option.code for option in first}
    return (
        *first,
        *(Option(package, package_name(facts, package)) for package in several),
        *(Option(activity, name) for activity, name in activities(facts).items()),
        *(Option(pair, _pair_name(facts, pair)) for pair in package_pairs(facts) if pair not in offered),
    )


def why(facts: Facts, code: Item) -> dict[str, Json]:
    """Return every statement about a subject."""
    if ":" in code:
        two = about_activities(facts, code) if code in pairs(facts) and may_explain_pairs(facts) else ()
        of_packages = _about_pair(facts, code) if {*both_of(code)} <= {*packages(facts)} else ()
        return _explained(_pair_name(facts, code), (*two, *of_packages))
    own = _about_activity(facts, code) if code in activities(facts) else ()
    whole = _about_package(facts, code) if code in packages(facts) else ()
    name = activity_name(facts, code) if code in activities(facts) else package_name(facts, code)
    return _explained(name, (*own, *whole))


def _explained(name: str, statements: Iterable[Statement]) -> dict[str, Json]:
    return {"subject": name, "statements": [_stated(rule, values) for rule, values in statements]}


def _stated(rule: str, values: Mapping[str, Json]) -> dict[str, Json]:
    name, _, part = rule.partition(":")
    return {"rule": name, "part": part or "text", "values": values}


def _pair_name(facts: Facts, pair: Item) -> str:
    return " ↔ ".join(package_name(facts, package) for package in both_of(pair))


# --- an activity ---


def _about_activity(facts: Facts, activity: Item) -> Iterator[Statement]:
    yield from _status(facts, activity)
    found = suggested(facts, activity)
    if found is not None:
        yield (
            "R23",
            {
                "activity": activity_name(facts, activity),
                "often": level_of(facts, "q4_1a", activity),
                "near": level_of(facts, "q4_1b", activity),
                "area": int(found),
                "chosen": level_of(facts, "q4_1c", activity),
                "reason": facts.text("q4_1c_why", activity),
            },
        )
    proposal = next((it for it in proposal_of(facts).activities if it.id == activity), None)
    if proposal is not None and proposal.mode is not None and proposal.area is not None:
        near = level_of(facts, "q4_1b", activity)
        yield "R2", {"mode": str(proposal.mode.value), "area": int(proposal.area), "near": near}


def _status(facts: Facts, activity: Item) -> Iterator[Statement]:
    done = "unknown" if is_unknown(facts, "q2_5", activity) else facts.choice("q2_5", activity)
    meets = facts.choice("q2_6", activity)
    if done is not None:
        found = activity_status(Done(done), None if meets is None else Meets(meets))
        if found is not None:
            yield "R19", {"done": done, "meets": meets, "status": str(found.value)}


# --- a package ---


def _about_package(facts: Facts, package: Item) -> Iterator[Statement]:
    inside = [pair for pair in pairs(facts) if set(both_of(pair)) <= set(members_of(package))]
    if inside:
        best = not proposal_is_dearer(facts)
        yield "R20", {"pairs": _compared(facts, inside), "best": best, "sure": least_sure(facts, package)}
        rival = runner_up(facts) if runner_up_changes(facts, package) else None
        if rival is not None:
            yield "R20:rival", rival
    yield from _area(facts, package)
    yield from _team(facts, package)
    yield from _closeness(facts, package)
    yield from _steering(facts, package)


def proposal_is_dearer(facts: Facts) -> bool:
    """Say whether the group's own packages score less than the best ones."""
    judged = proposal_of(facts).judged
    return judged is not None and judged.price > 0


def _compared(facts: Facts, compared: Iterable[Item]) -> list[dict[str, Json]]:
    """Return how strongly pairs hang together, as far as known; the strongest first."""
    known = sorted(
        ((mean, pair) for pair in compared if (mean := mean_of(facts, pair)) is not None), key=lambda it: -it[0]
    )
    return [
        {
            "a": activity_name(facts, both_of(pair)[0]),
            "b": activity_name(facts, both_of(pair)[1]),
            "level": level_of(facts, "q3_1", pair),
        }
        for _, pair in known
    ]


def _area(facts: Facts, package: Item) -> Iterator[Statement]:
    found = ideal_area(facts, package)
    if found is not None and found.value.basis is not Basis.SINGLE:
        areas: list[Json] = [
            {"activity": activity_name(facts, activity), "area": int(area)} for activity, area in found.value.areas
        ]
        yield (
            "R24",
            {
                "area": int(found.value.value),
                "basis": str(found.value.basis),
                "areas": areas,
                "chosen": level_of(facts, "q4_2", package),
            },
        )


def _team(facts: Facts, package: Item) -> Iterator[Statement]:
    needed, found = with_need(facts, package, Need.NEEDED), proposed(facts, package)
    band, close = band_of(facts, package), closeness_of(facts, package)
    if facts.has("q4_3", package):
        yield (
            "R25",
            {
                "needed": names_of(needed),
                "handy": names_of(with_need(facts, package, Need.HANDY)),
                "not_needed": names_of(with_need(facts, package, Need.NOT_NEEDED)),
                "lacking": list(lacking(facts, package)),
            },
        )
    if found.alone is not None:
        yield "R40", {"partners": list(found.alone.value)}
    if band is not None and close is not None and needed:
        yield (
            "R26",
            {
                "people": people_in(facts, package),
                "partners": [{"name": it.name, "people": people_of(facts, package, it)} for it in needed],
                "intensity": int(close),
                "band": str(band),
            },
        )
    if found.split is not None:
        split = found.split.value
        teams = [[activity_name(facts, activity) for activity in team] for team in split.teams]
        too_large = [activity_name(facts, activity) for activity in split.too_large]
        yield "R27", {"teams": teams, "cut": len(split.cut), "worth": str(split.worth), "too_large": too_large}


def _closeness(facts: Facts, package: Item) -> Iterator[Statement]:
    fitting, close, complexity = range_in(facts, package), closeness_of(facts, package), complexity_in(facts, package)
    if fitting is None or close is None:
        return
    inside = [pair for pair in pairs(facts) if set(both_of(pair)) <= set(members_of(package))]
    yield (
        "R28",
        {
            "strongest": _compared(facts, inside)[0],
            "lowest": int(fitting.lowest),
            "highest": int(fitting.highest),
            "value": int(fitting.value),
            "chosen": level_of(facts, "q4_6_pkg", package),
            "too_loose": complexity is not None and is_too_loose(close, complexity.level).value,
        },
    )
    yield "R29", {"intensity": int(close), "forms": [str(form) for form in forms_of(close).value]}


def _steering(facts: Facts, package: Item) -> Iterator[Statement]:
    complexity, grid = complexity_in(facts, package), proposed_grid(facts, package)
    if complexity is None or grid is None:
        return
    level, chosen = str(complexity.level), chosen_grid(facts, package)
    yield "R31", {"activities": _how_they_vary(facts, package), "score": complexity.score, "complexity": level}
    yield "R32", {"complexity": level, "coordination": str(coordination_of(complexity.level).value)}
    yield (
        "R33",
        {
            "complexity": level,
            "rows": [
                {"level": str(it), "by": str(grid.on(it)), "chosen": str(chosen.on(it)) if chosen else None}
                for it in Level
            ],
        },
    )
    yield "R34", {"complexity": level}


def _how_they_vary(facts: Facts, package: Item) -> list[Json]:
    answers = {
        activity: (level_of(facts, "q4_7a", activity), level_of(facts, "q4_7b", activity))
        for activity in members_of(package)
    }
    return [
        {"activity": activity_name(facts, activity), "variety": variety, "change": change}
        for activity, (variety, change) in answers.items()
        if variety is not None and change is not None
    ]


# --- two packages ---


def _about_pair(facts: Facts, pair: Item) -> Iterator[Statement]:
    fitting, chosen = range_between(facts, pair), level_of(facts, "q5_1", pair)
    places = list(activities(facts))
    across = product(*map(members_of, both_of(pair)))
    crossing = [pair_of(*sorted(two, key=places.index)) for two in across]
    if fitting is not None:
        strongest = _compared(facts, crossing)[0]
        yield "R35", {"strongest": strongest, "value": int(fitting.value), "chosen": chosen}
    verdict = verdict_on(facts, pair)
    if verdict is not None:
        reason = reason_apart(facts, pair)
        joint = [str(level) for level in joint_levels(facts, pair)]
        yield "R36", {"intensity": chosen, "joint": joint, "verdict": str(verdict), "reason": reason}
    form = facts.choice("q5_4_form", pair)
    if form is not None and chosen is not None:
        yield "R30", {"form": form, "fit": str(fit_of(Form(form), Intensity(chosen)).value), "intensity": chosen}
