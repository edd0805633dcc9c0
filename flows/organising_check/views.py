"""What the check tells, as plain values: where the group agrees, where it differs, and what to begin with (R11-R16)."""

from collections.abc import Iterator

from core.organising_check import (
    CheckItem,
    Direction,
    Reading,
    Theme,
    advice,
    changes,
    held_back,
    profile,
    readings,
    steering_group,
    too_few,
)
from core.scales import Agreement
from core.voices import Band, Spread
from flows.facts import Facts
from flows.organising_check.answers import TALK, answers, answers_last_time, answers_now, by_others, kept
from flows.values import Item
from flows.views import Json

Values = dict[str, Json]


def result(facts: Facts, _: Item) -> Values:
    """Tell what came out: two lists with every answer, the profile, what to begin with, what to keep."""
    found, here = readings(answers(facts)), answers(facts)
    return {
        "agree": [line(item, here[item], it) for item, it in found.items() if not it.is_split],
        "differ": [line(item, here[item], it) for item, it in found.items() if it.is_split],
        "not_visible": [item.value for item, it in found.items() if it.not_visible],
        "too_few": [item.value for item in too_few(here)],
        "problems": [{"problem": str(it), "presence": str(how.value)} for it, how in profile(here).items()],
        "steering_group": is_steering_group(facts),
        "advice": [_advised(item, it.value) for item, it in advice(here).items()],
        "keep": list(kept(facts)),
        "changes": list(_changes(facts)),
        "held_back": [item.value for item in held_back(answers_last_time(facts), answers_now(facts), by_others(facts))],
    }


def _changes(facts: Facts) -> Iterator[Values]:
    """Return what went up or down since the last time, every answer of both times; what stayed is left out."""
    before, now = answers_last_time(facts), answers_now(facts)
    for item, direction in changes(before, now, by_others(facts)).items():
        if direction is not Direction.SAME:
            both = {"before": counts(before[item]), "now": counts(now[item])}
            yield {"item": item.value, **both, "direction": str(direction)}


def line(item: CheckItem, spread: Spread, reading: Reading) -> Values:
    """Return a statement with every answer, never a bare mean."""
    return {"item": item.value, "counts": counts(spread), "n": spread.n, "band": str(reading.band)}


def counts(spread: Spread) -> list[Json]:
    """Return how many answered each level, lowest first."""
    return [count for _, count in spread.dots(Agreement)]


def is_steering_group(facts: Facts) -> bool:
    """R16: the group is seen to meet much and do little."""
    found = steering_group(answers(facts))
    return found is not None and found.value


def _advised(item: CheckItem, reading: Reading) -> Values:
    return {"item": item.value, "weak": reading.band is Band.WEAK, "split": reading.is_split}


def talk(facts: Facts, _: Item) -> Values:
    """Offer what to talk about when there is nothing to show: the group chose so, or too few answered (R50)."""
    return {
        "too_few": facts.choice("how") != TALK,
        "themes": [int(theme) for theme in Theme],
        "keep": list(kept(facts)),
    }


# --- beside the flow ---


def summary(facts: Facts, _: Item) -> Values:
    """Say in one line what to begin with, and on how many statements the group differs."""
    found = readings(answers(facts))
    return {
        "shown": len(found),
        "split": sum(it.is_split for it in found.values()),
        "advice": [item.value for item in advice(answers(facts))],
    }


def open_points(facts: Facts, _: Item) -> Values:
    """Return the remarks that were kept: no later step takes them up."""
    return {"points": list(_remarks(facts))}


def _remarks(facts: Facts) -> Iterator[Values]:
    return ({"kind": "remark", "what": remark, "owner": "", "day": None} for remark in facts.parked)
