"""The check-in of an action group: a few answers that prompt a talk, never a score (method 4.6, R46, R47)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from core.coordination.finding import Finding, Input
from core.scales import Fire
from core.thresholds import neighbourhood as thresholds
from core.voices import Spread, may_show, rounded_half_up


class Moved(StrEnum):
    """Whether something went forward since last time (K2)."""

    YES = "yes"
    A_LITTLE = "a_little"
    NO = "no"


class Decided(StrEnum):
    """Whether the group could decide what it had to (K3)."""

    YES = "yes"
    NOT_ALL = "not_all"
    WAITING = "waiting"


class Need(StrEnum):
    """What is asked of the core group (K4)."""

    KNOWLEDGE = "knowledge"
    PEOPLE = "people"
    MONEY = "money"
    PLACE = "place"
    PERMISSION = "permission"
    THINKING = "thinking"


class Prompt(StrEnum):
    """What a round gives reason to talk about (R46)."""

    ENERGY = "energy"
    STANDS_STILL = "stands_still"
    MANDATE = "mandate"
    ASKED = "asked"


@dataclass(frozen=True, kw_only=True)
class Round:
    """What came out of one round, as far as it may be read (R50).

    Attributes:
        fire: Everyone's level of `Fire` (K1), none below four answers.
        moved: Everyone's `Moved` (K2), none below four.
        decided: Everyone's `Decided` (K3), none below four.
        waiting_for: Whom the group waits for, in its own words.
        needs: What is asked of the core group, by how many.
    """

    fire: Spread
    moved: tuple[Moved, ...] = ()
    decided: tuple[Decided, ...] = ()
    waiting_for: tuple[str, ...] = ()
    needs: Mapping[Need, int]


def prompts(rounds: Sequence[Round]) -> dict[Prompt, Finding[bool]]:
    """Return what the last round gives reason to talk about, most pressing first (R46).

    Args:
        rounds: The last round first, then the ones before it; at least one.
    """
    found = {
        Prompt.ENERGY: _energy(rounds[0], rounds[1] if len(rounds) > 1 else None),
        Prompt.STANDS_STILL: _stands_still(rounds),
        Prompt.MANDATE: _mandate(rounds[0]),
        Prompt.ASKED: _asked(rounds[0]),
    }
    return {prompt: finding for prompt, finding in found.items() if finding is not None}


def _energy(now: Round, before: Round | None) -> Finding[bool] | None:
    here, there = _mean(now), _mean(before)
    if here is None:
        return None
    inputs = (Input("fire", here), *(() if there is None else (Input("fire_before", there),)))
    drops = there is not None and there - here >= thresholds.FIRE_DROPS_BY
    return Finding(value=True, rule="R46", inputs=inputs) if drops or here <= thresholds.FIRE_LOW else None


def _mean(it: Round | None) -> Fraction | None:
    """Return the mean fire of a round that may be shown (R50)."""
    return it.fire.mean if it is not None and it.fire.may_be_shown(hidden=True) else None


def _stands_still(rounds: Sequence[Round]) -> Finding[bool] | None:
    last = rounds[: thresholds.STANDS_STILL_AFTER]
    if len(last) < thresholds.STANDS_STILL_AFTER or not all(map(_says_no, last)):
        return None
    return Finding(value=True, rule="R46", inputs=tuple(Input("moved", Moved.NO.value) for _ in last))


def _says_no(it: Round) -> bool:
    """Say whether more than half of those who may be shown say that nothing moved."""
    no = it.moved.count(Moved.NO)
    return may_show(len(it.moved), hidden=True) and no > len(it.moved) * thresholds.STANDS_STILL_SHARE


def _mandate(now: Round) -> Finding[bool] | None:
    """The group waits for someone: it says for whom, or enough people say so to tell of it (R50)."""
    waiting = now.decided.count(Decided.WAITING)
    if not now.waiting_for and not (waiting and may_show(len(now.decided), hidden=True)):
        return None
    return Finding(value=True, rule="R46", inputs=(Input("waiting_for", now.waiting_for or (Decided.WAITING.value,)),))


def _asked(now: Round) -> Finding[bool] | None:
    if not now.needs:
        return None
    return Finding(value=True, rule="R46", inputs=(Input("needs", tuple(need.value for need in now.needs)),))


class Trend(StrEnum):
    """Where the fire goes since last time."""

    UP = "up"
    SAME = "same"
    DOWN = "down"


@dataclass(frozen=True)
class Energy:
    """How much fire is left in a group, in words; `trend` is None where there is nothing to compare with."""

    level: Fire
    trend: Trend | None


def energy_of(rounds: Sequence[Round]) -> Energy | None:
    """Return how the fire of the last round stands beside the one before it (K1); None where four are missing (R50)."""
    here, there = _mean(rounds[0]), _mean(rounds[1] if len(rounds) > 1 else None)
    if here is None:
        return None
    return Energy(Fire(rounded_half_up(here)), None if there is None else _trend(here - there))


def _trend(change: Fraction) -> Trend:
    if abs(change) < thresholds.FIRE_MOVES_BY:
        return Trend.SAME
    return Trend.UP if change > 0 else Trend.DOWN


def needs_of(answers: Sequence[Sequence[str]]) -> dict[Need, int]:
    """Return how many people ask for what (K4), in the order of the scale; answers that are no need are left out."""
    counts = Counter(code for codes in answers for code in set(codes))
    return {need: counts[need.value] for need in Need if counts[need.value]}


# --- indicators ---


class Worth(StrEnum):
    """What to do with an indicator (R47)."""

    KEEP = "keep"
    NO_USER = "no_user"
    STOPS = "stops"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Indicator:
    """Something that is counted or told for a while (nl: indicator).

    Attributes:
        name: What it says.
        user: Who needs it, '' when nobody was named.
        stops: The day on which it ends, None when none was named.
    """

    name: str
    user: str
    stops: date | None


def worth_of(indicators: Sequence[Indicator], today: date) -> tuple[Finding[Worth], ...]:
    """Say of each indicator of an action whether it earns its work (R47): at most three, each with a user."""
    return tuple(_worth(number, it, today) for number, it in enumerate(indicators, start=1))


def _worth(number: int, it: Indicator, today: date) -> Finding[Worth]:
    inputs = (Input("user", it.user), Input("stops", "" if it.stops is None else it.stops.isoformat()))
    if not it.user:
        return Finding(Worth.NO_USER, "R47", inputs)
    if it.stops is not None and it.stops <= today:
        return Finding(Worth.STOPS, "R47", inputs)
    return Finding(Worth.TOO_MANY if number > thresholds.INDICATORS_AT_MOST else Worth.KEEP, "R47", inputs)
