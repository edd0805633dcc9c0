"""Sparks and needs side by side (Q6.7): which needed partner has which spark, and who burns without a place."""

from collections.abc import Iterator

from core.coordination import Need
from core.partner_scan import State
from flows.facts import Facts
from flows.six_steps.chosen import packages
from flows.six_steps.from_tools import SCAN
from flows.six_steps.inside import with_need
from flows.six_steps.naming import package_name
from flows.six_steps.partners import same_name
from flows.values import Item, Lesson
from flows.views import Json

Values = dict[str, Json]


def sparks_and_needs(facts: Facts, _: Item) -> Values:
    """Q6.7: needed partners with their sparks, fires without a place, and who was missed in the scan."""
    return {
        "packages": [it for it in (_package(facts, package) for package in packages(facts)) if it["needed"]],
        "free": [{"name": it.text, "topic": it.about} for it in _without_place(facts)],
        "missing": [{"name": it.text, "who": it.owner} for it in facts.lessons(SCAN, "missing")],
    }


def scan_was_done(facts: Facts, _: Item) -> bool:
    """Q6.7: the scan says something about who wants and can."""
    return bool(facts.lessons(SCAN, "spark", "estimate", "missing"))


def sparks(facts: Facts) -> tuple[Lesson, ...]:
    """Return the sparks on the topic that the plan is about; where no topic is called so, on every topic."""
    found = facts.lessons(SCAN, "spark", "estimate")
    here = tuple(it for it in found if same_name(it.about) == same_name(facts.text("q0_1")))
    return here or found


def _package(facts: Facts, package: Item) -> Values:
    needed = [partner.name for partner in with_need(facts, package, Need.NEEDED)]
    return {"package": package_name(facts, package), "needed": [_partner(facts, name) for name in needed]}


def _partner(facts: Facts, name: str) -> Values:
    own = [it for it in sparks(facts) if same_name(it.text) == same_name(name)]
    return {
        "name": name,
        "sparks": [{"topic": it.about, "state": it.code, "estimate": it.kind == "estimate"} for it in own],
    }


def _without_place(facts: Facts) -> Iterator[Lesson]:
    """Yield fires that no package needs; of an estimate nobody knows yet whether it burns."""
    needed = {same_name(it.name) for package in packages(facts) for it in with_need(facts, package, Need.NEEDED)}
    burning = (it for it in sparks(facts) if it.kind == "spark" and it.code == State.FIRE)
    return (it for it in burning if same_name(it.text) not in needed)
