"""How things are called in a text: the group's own words, and codes that the texts turn into words."""

from flows.facts import Facts
from flows.model import Repeat
from flows.six_steps.asking import asked_pairs, pairs_to_ask, pairs_to_come, why_asked
from flows.six_steps.chosen import cut_pairs, package_pairs, packages, separated, spots
from flows.six_steps.cutting import cut_of
from flows.six_steps.group import activities, challenges, known_partners, linked_challenges, pairs
from flows.six_steps.inside import capacities, covered_by, lacking, people_in, range_in, without_capacity
from flows.six_steps.items import PLAN, both_of, members_of, packages_in, spot_and_what
from flows.six_steps.partners import Named
from flows.six_steps.reality import (
    CUT,
    brakes,
    deviations,
    difference_of,
    key_of_brake,
    kind_of,
    reason_of,
    words_of_brake,
)
from flows.values import Item
from flows.views import Names

TEAMS_SHOWN = 4
"""Lines for the teams of a cut; a team of eight people at most fits four times in any group that meets."""


def activity_name(facts: Facts, activity: Item) -> str:
    """Return an activity as typed; what is gone has no name."""
    return next((entry.text for entry in facts.entries("q2_3") if entry.id == activity), "")


def joined(names: list[str]) -> str:
    """Join names without a word of any language."""
    return " + ".join(names)


def package_name(facts: Facts, package: Item) -> str:
    """Return the name the group gave a package (Q3.5), else its activities."""
    return facts.text("q3_5", package) or joined(activity_names(facts, package))


def activity_names(facts: Facts, package: Item) -> list[str]:
    """Return the activities of a package as typed."""
    return [activity_name(facts, activity) for activity in members_of(package)]


def spot_name(facts: Facts, spot: Item) -> str:
    """Return what a brake or a deviation is about; "" for the whole plan."""
    return " ↔ ".join(package_name(facts, package) for package in packages_in(spot))


def _challenge(facts: Facts, challenge: Item) -> Names:
    return {"own": facts.text("q0_1"), "challenge": challenges(facts).get(challenge, "")}


def _activity(facts: Facts, activity: Item) -> Names:
    return {"activity": activity_name(facts, activity)}


def _partner(facts: Facts, partner: Item) -> Names:
    found = known_partners(facts).get(partner)
    return {"partner": found.name if found else ""}


def _pair(facts: Facts, pair: Item) -> Names:
    a, b = both_of(pair)
    return {"a": activity_name(facts, a), "b": activity_name(facts, b)}


def _asked_pair(facts: Facts, pair: Item) -> Names:
    why = why_asked(facts, pair)
    left = pairs_to_ask(facts) if why else 0
    return {**_pair(facts, pair), "why": why, "left": str(left) if left else ""}


def _package(facts: Facts, package: Item) -> Names:
    fitting = range_in(facts, package)

    there = [capacity for capacity, partners in covered_by(facts, package).items() if partners]
    return {
        "package": package_name(facts, package),
        "activities": joined(activity_names(facts, package)),
        "without": names_in_row(without_capacity(facts, package)),
        "capacities": ", ".join(there),
        "lacking": ", ".join(
            capacity for capacity in lacking(facts, package) if capacity in capacities(facts, package)
        ),
        "people": str(people_in(facts, package)),
        **_teams(facts, package),
        "lowest": str(int(fitting.lowest)) if fitting else "",
        "highest": str(int(fitting.highest)) if fitting else "",
    }


def _teams(facts: Facts, package: Item) -> dict[str, str]:
    """Return what a cut is worth and costs, and its teams, a line each; "" for what there is not."""
    found = cut_of(facts, package)
    teams = dict(enumerate(() if found is None else found.teams, start=1))
    lines = {
        f"team_{number}": joined([activity_name(facts, activity) for activity in teams.get(number, ())])
        for number in range(1, TEAMS_SHOWN + 1)
    }
    return {
        **lines,
        "worth": "" if found is None else str(found.worth),
        "price": "" if found is None else f"{float(found.price):.1f}",
        "too_large": "" if found is None else joined([activity_name(facts, it) for it in found.too_large]),
    }


def names_in_row(partners: tuple[Named, ...]) -> str:
    """Return names with commas between."""
    return ", ".join(partner.name for partner in partners)


def _package_pair(facts: Facts, pair: Item) -> Names:
    a, b = both_of(pair)
    return {"a": package_name(facts, a), "b": package_name(facts, b)}


def _spot(facts: Facts, spot: Item) -> Names:
    return {"spot": spot_name(facts, spot), "earlier": ",".join(earlier_brakes(facts, spot))}


def earlier_brakes(facts: Facts, spot: Item) -> tuple[str, ...]:
    """Return the brakes that were named before step 6 (Q2.7, Q2.10) at the activities of a spot, each once."""
    found: list[str] = []
    for package in packages_in(spot):
        for activity in members_of(package):
            found += facts.choices("q2_7", activity)
            for partner in facts.choices("q2_10", activity):
                found += facts.choices("q2_10_holds_back", partner)
    return tuple(code for code in dict.fromkeys(found) if code != "other")


def _brake(facts: Facts, brake: Item) -> Names:
    spot, code = spot_and_what(brake)
    key, text = key_of_brake(facts, brake), words_of_brake(facts, brake)
    return {"spot": spot_name(facts, spot), "code": code, "text": text, "key": key}


def _deviation(facts: Facts, item: Item) -> Names:
    _, code = spot_and_what(item)
    found, kind = difference_of(facts, item), kind_of(facts, item)
    on_scale = found.ideal is not None and found.real is not None
    return {
        "spot": deviation_spot(facts, item),
        "code": code,
        "text": words_of_brake(facts, item),
        "key": key_of_brake(facts, item),
        "kind": kind or "",
        "scale_of": type(found.ideal).__name__,
        "ideal": str(int(found.ideal)) if on_scale and found.ideal is not None else "",
        "real": str(int(found.real)) if on_scale and found.real is not None else found.words or reason_of(facts, item),
    }


def deviation_spot(facts: Facts, item: Item) -> str:
    """Return what a deviation is about: packages, or activities that were taken apart; "" for the whole plan."""
    spot, what = spot_and_what(item)
    if spot == PLAN:
        return "; ".join(_two_names(facts, pair) for pair in separated(facts))
    return _two_names(facts, spot) if what == CUT else spot_name(facts, spot)


def _two_names(facts: Facts, pair: Item) -> str:
    return " ↔ ".join(activity_name(facts, activity) for activity in both_of(pair))


def _listed(facts: Facts) -> tuple[Item, ...]:
    return tuple(entry.id for entry in facts.entries("q2_3"))


REPEATS = {
    "challenge": Repeat(lambda facts: tuple(challenges(facts)), _challenge),
    "linked_challenge": Repeat(linked_challenges, _challenge),
    "listed": Repeat(_listed, _activity),
    "activity": Repeat(lambda facts: tuple(activities(facts)), _activity),
    "known_partner": Repeat(lambda facts: tuple(known_partners(facts)), _partner),
    "pair": Repeat(pairs, _pair),
    "asked_pair": Repeat(asked_pairs, _asked_pair, pairs_to_come),
    "cut_pair": Repeat(cut_pairs, _pair),
    "package": Repeat(packages, _package),
    "package_pair": Repeat(package_pairs, _package_pair),
    "spot": Repeat(spots, _spot),
    "brake": Repeat(brakes, _brake),
    "deviation": Repeat(deviations, _deviation),
}
