"""The contract's answers, version 1: what `propose` and `next-pair` write.

Scores and means are rounded half up to two decimals; everything else is a whole number, a word or a list. Plain
dictionaries, in the order of the contract: what we write ourselves needs no checking.
"""

from fractions import Fraction
from math import floor

from core.coordination import Finding, IntensityRange, Need
from core.deviations import Deviation
from core.elicitation import Next
from core.packages import Judged, Move
from core.proposal.statements import (
    ActivityProposal,
    BetweenProposal,
    Closeness,
    Leak,
    Missing,
    PackageProposal,
    Proposal,
    Remark,
    Split,
    Steering,
    Team,
)
from core.stability import RunnerUp, Stability

Json = dict[str, object]

CENTS = 100
"""Two decimals: enough to tell two scores apart, short enough to read."""


def rounded(value: Fraction) -> float:
    """A score or a mean with two decimals, halves up."""
    return floor(value * CENTS + Fraction(1, 2)) / CENTS


def written(proposal: Proposal, stability: Stability) -> Json:
    """The proposal and how sure its packages are, as one JSON document."""
    score = proposal.score
    return {
        "version": 1,
        "score": {"value": rounded(score.value), "bound": rounded(score.bound), "proven": score.proven},
        "judged": None if proposal.judged is None else _judged(proposal.judged),
        "packages": [_package(package) for package in proposal.packages],
        "activities": {activity.id: _activity(activity) for activity in proposal.activities},
        "between": [_between(two) for two in proposal.between],
        "leaks": [_pair(leak) for leak in proposal.leaks],
        "unknown_pairs": len(proposal.unknown_pairs),
        "stability": _stability(stability),
        "deviations": [_deviation(deviation) for deviation in proposal.deviations],
        "missing": [_missing(missing) for missing in proposal.missing],
        "warnings": [_warning(remark) for remark in proposal.remarks],
    }


def written_next(question: Next) -> Json:
    """Which two activities to ask about next, as one JSON document."""
    return {
        "version": 1,
        "pair": question.pair,
        "asked": question.asked,
        "total": question.total,
        "stable": question.stable,
        "reason": question.why,
    }


def _stability(found: Stability) -> Json:
    """Each pair's share of the readings, the least sure activity of each package, and the second best packages."""
    together = [{"a": a, "b": b, "share": rounded(found.share((a, b)))} for a, b in found.together]
    weakest = [
        {"package": f"p{it.package + 1}", "activity": it.activity, "share": rounded(it.share)} for it in found.weakest
    ]
    rival = found.runner_up
    runner_up = None if rival is None else _runner_up(rival)
    first = found.talk_first
    return {
        "readings": found.readings,
        "together": together,
        "weakest": weakest,
        "runner_up": runner_up,
        "talk_first": first,
    }


def _runner_up(rival: RunnerUp) -> Json:
    return {
        "packages": rival.partition,
        "price": rounded(rival.price),
        "joins": [{"a": a, "b": b} for a, b in rival.joins],
        "separates": [{"a": a, "b": b} for a, b in rival.separates],
    }


def _judged(judged: Judged) -> Json:
    """The group's own packages beside the best ones, and the single moves that would gain most."""
    best = {"score": rounded(judged.best.score), "packages": judged.best.partition}
    moves = [_move(move) for move in judged.moves]
    return {"score": rounded(judged.score), "best": best, "price": rounded(judged.price), "moves": moves}


def _move(move: Move) -> Json:
    """One activity to another package, or to one of its own (`to` is null)."""
    to = None if move.target is None else f"p{move.target + 1}"
    return {"activity": move.activity, "to": to, "gain": rounded(move.score_change)}


def _package(package: PackageProposal) -> Json:
    steering = package.steering
    return {
        "id": package.id,
        "activities": package.activities,
        "cohesion": None if package.cohesion is None else rounded(package.cohesion),
        "working_area": _package_area(package),
        "partners": _partners(package),
        "team": None if package.team is None else _team(package.team),
        "intensity": None if package.closeness is None else _closeness(package.closeness),
        "complexity": None if steering is None else _complexity(steering),
        "coordination": None if steering is None else _coordination(steering),
        "split": None if package.split is None else _split(package.split),
    }


def _package_area(package: PackageProposal) -> Json | None:
    if package.area is None:
        return None
    area = package.area.value
    return {"value": area.value, "rule": package.area.rule, "from": dict(area.areas)}


def _partners(package: PackageProposal) -> Json:
    """The partners by need; one whose need is unknown stands in no list."""
    by_need: Json = {
        need: [partner.name for partner in package.partners if partner.need is need]
        for need in (Need.NEEDED, Need.HANDY, Need.NOT_NEEDED)
    }
    return {**by_need, "missing_capacities": package.missing_capacities.value}


def _team(team: Team) -> Json:
    return {"people": team.people, "band": team.band.value, "rule": team.band.rule}


def _range(found: Finding[IntensityRange]) -> Json:
    return {"value": found.value.value, "range": [found.value.lowest, found.value.highest], "rule": found.rule}


def _closeness(closeness: Closeness) -> Json:
    is_loose = closeness.too_loose is not None and closeness.too_loose.value
    warning = "propose.warning.too_loose" if is_loose else None
    return {**_range(closeness.range), "forms": closeness.forms.value, "warning": warning}


def _complexity(steering: Steering) -> Json:
    found = steering.complexity
    return {"value": found.value.level, "score": found.value.score, "rule": found.rule}


def _coordination(steering: Steering) -> Json:
    grid = steering.decides.value
    return {
        "value": steering.coordination.value,
        "rule": steering.coordination.rule,
        "decides": {"goals": grid.goals, "method": grid.method, "application": grid.application},
        "shared_file": steering.shared_file.value,
    }


def _split(found: Finding[Split]) -> Json:
    """The cheapest cut into teams of at most 8, with its price and what it is worth as `code`.

    `fits`: all teams fit. `all_apart`: they do, but each is one activity, so nothing of the package is left.
    `still_too_large`: no cut makes all teams fit, for each activity in `too_large` alone takes more people; `teams` is
    then the cheapest cut of the rest.
    """
    split = found.value
    cut = [_pair(leak) for leak in split.cut]
    return {
        "teams": split.teams,
        "price": rounded(split.price),
        "cut": cut,
        "code": split.worth,
        "too_large": split.too_large,
        "rule": found.rule,
    }


def _activity(activity: ActivityProposal) -> Json:
    suggested = None if activity.suggested is None else activity.suggested.value
    area = {"value": activity.area, "suggested": suggested, "rule": "R23"}
    mode = activity.mode
    return {
        "working_area": None if activity.area is None else area,
        "neighbourhood_mode": None if mode is None else {"value": mode.value, "rule": mode.rule},
    }


def _between(two: BetweenProposal) -> Json:
    return {
        "a": two.packages[0],
        "b": two.packages[1],
        "coherence": rounded(two.coherence),
        "intensity": _range(two.intensity),
        "joint": two.joint or (),
        "verdict": two.verdict.value,
        "rule": two.verdict.rule,
    }


def _pair(leak: Leak) -> Json:
    return {"a": leak.pair[0], "b": leak.pair[1], "coherence": rounded(leak.coherence)}


def _deviation(deviation: Deviation) -> Json:
    return {
        "kind": deviation.kind,
        "package": deviation.packages[0],
        "activity": deviation.activity,
        "ideal": deviation.ideal,
        "real": deviation.real,
        "rule": "R38",
        "open": deviation.is_open,
    }


def _missing(missing: Missing) -> Json:
    """What a rule lacks, and where: an activity, a package, two packages (`a` and `b`), or the whole plan."""
    about: Json = dict(zip(("a", "b") if len(missing.packages) > 1 else ("package",), missing.packages, strict=False))
    if missing.activity is not None:
        about = {"activity": missing.activity}
    return {"rule": missing.rule, **about, "answers": missing.answers}


def _warning(remark: Finding[Remark]) -> Json:
    return {"rule": remark.rule, "message_key": f"propose.warning.{remark.value}"}
