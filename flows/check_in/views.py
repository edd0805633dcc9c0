"""What a round of the check-in tells, as plain values: a short post, what is asked on top (R46)."""

from collections import Counter
from collections.abc import Iterable

from core.check_in import Decided, Moved, Prompt, Round, energy_of, prompts
from core.scales import Fire
from core.voices import Spread, may_show
from flows.check_in.answers import answered, lines, rounds, the_round
from flows.facts import Facts
from flows.values import Item
from flows.views import Json, Option

Values = dict[str, Json]


def result(facts: Facts, _: Item) -> Values:
    """Tell what the round came to; what was passed on also where four are not there to count."""
    here = the_round(facts)
    return {
        "n": answered(facts),
        "needs": [
            {"need": need.value, "n": n, "lines": list(lines(facts, "k4_what", need))} for need, n in here.needs.items()
        ],
        "waiting_for": list(here.waiting_for),
        "moved_on": list(lines(facts, "k2_what")),
        "heard": list(lines(facts, "k5")),
        "fire": _counts(here.fire),
        "fire_before": _fire_before(facts),
        **energy(facts),
        "moved": _spread(here.moved, Moved),
        "decided": _spread(here.decided, Decided),
        "prompts": [prompt.value for prompt in prompts(rounds(facts)) if prompt is not Prompt.ASKED],
    }


def energy(facts: Facts) -> Values:
    """Say in words how much fire is left and where it goes; '' where that may not be shown (R50)."""
    found = energy_of(rounds(facts))
    if found is None:
        return {"level": None, "trend": ""}
    return {"level": int(found.level), "trend": found.trend.value if found.trend is not None else ""}


def _counts(fire: Spread) -> list[Json]:
    """Return how many saw each level of fire; empty where it may not be shown (R50)."""
    return [n for _, n in fire.dots(Fire)] if fire.may_be_shown(hidden=True) else []


def _fire_before(facts: Facts) -> list[Json]:
    last = facts.last_time()
    return [] if last is None else _counts(the_round(last).fire)


def _spread(given: Iterable[str], codes: Iterable[str]) -> list[Json]:
    """Return how many gave each answer, those that nobody gave left out; empty where it may not be shown (R50)."""
    counts = Counter(given)
    if not may_show(counts.total(), hidden=True):
        return []
    return [{"code": str(code), "n": counts[code]} for code in codes if counts[code]]


def summary(facts: Facts, _: Item) -> Values:
    """Say in one line how the fire stands, and whether something is asked of the core group."""
    here: Round = the_round(facts)
    return {"n": answered(facts), "fire": _counts(here.fire), "needs": [need.value for need in here.needs]}


# --- why ---


def subjects(facts: Facts, _: Item) -> tuple[Option, ...]:
    """Return what the round gave reason to talk about; the catalogue names it."""
    return tuple(Option(prompt.value, "") for prompt in prompts(rounds(facts)))


def why(facts: Facts, item: Item) -> Values:
    """Explain one of it from what the group answered."""
    here = rounds(facts)
    finding = prompts(here).get(Prompt(item))
    if finding is None:
        return {"statements": []}
    values: Values = {
        "prompt": item,
        "fire": _counts(here[0].fire),
        "fire_before": _fire_before(facts),
        "waiting_for": list(here[0].waiting_for),
        "needs": [need.value for need in here[0].needs],
    }
    return {"statements": [{"rule": finding.rule, "values": values}]}
