"""The light-organising check (nl: ontwar de bomen): twenty statements, what they point to, what helps (R11-R16).

Every rule works on what may be shown (R50): a statement with fewer than four answers counts for nothing, here and in
all that follows from it.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction

from core import thresholds
from core.coordination.finding import Finding, Input
from core.voices import Band, Spread, band_of


class CheckItem(StrEnum):
    """A statement of the check (C1-C20)."""

    SHARED_GOAL = "c1"
    NEED_EACH_OTHER = "c2"
    WHOLE = "c3"
    NEEDED_ON_BOARD = "c4"
    ON_BOARD_NEEDED = "c5"
    WIDE_CIRCLE = "c6"
    MOVES_BETWEEN = "c7"
    DECIDERS_DO = "c8"
    OWN_DECISIONS = "c9"
    EQUAL_SAY = "c10"
    CLOSE_AS_NEEDED = "c11"
    SMALL_ENOUGH = "c12"
    FITTING_AREA = "c13"
    NOTHING_TWICE = "c14"
    OWN_WAY_IN = "c15"
    EASY_OCCASIONS = "c16"
    SIGNALS_USED = "c17"
    HELPING_CORE = "c18"
    LIGHT_REPORTING = "c19"
    SHARED_LOAD = "c20"


class Theme(IntEnum):
    """What statements are about; a form cannot be mended while the goal is unclear, so the order matters (R15)."""

    GOAL = 1
    PARTNERS = 2
    CONTROL = 3
    FORM = 4
    PARTICIPATION = 5
    LIGHT = 6


class Problem(StrEnum):
    """A fault in how a collaboration is built (R14)."""

    FRAGMENTATION = "fragmentation"
    TASK_SPLIT = "task_split"
    HIERARCHY = "hierarchy"
    TALK_ONLY = "talk_only"
    WRONG_PEOPLE = "wrong_people"
    FORM_MISFIT = "form_misfit"
    HEAVY = "heavy"
    THIN_BASE = "thin_base"


class Presence(StrEnum):
    """How sure a problem is (R14)."""

    PRESENT = "present"
    POSSIBLE = "possible"


class Direction(StrEnum):
    """Which way the answers to a statement went since an earlier time."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


_C = CheckItem

THEMES: Mapping[Theme, tuple[CheckItem, ...]] = {
    Theme.GOAL: (_C.SHARED_GOAL, _C.NEED_EACH_OTHER, _C.WHOLE),
    Theme.PARTNERS: (_C.NEEDED_ON_BOARD, _C.ON_BOARD_NEEDED, _C.WIDE_CIRCLE),
    Theme.CONTROL: (_C.MOVES_BETWEEN, _C.DECIDERS_DO, _C.OWN_DECISIONS, _C.EQUAL_SAY),
    Theme.FORM: (_C.CLOSE_AS_NEEDED, _C.SMALL_ENOUGH, _C.FITTING_AREA, _C.NOTHING_TWICE),
    Theme.PARTICIPATION: (_C.OWN_WAY_IN, _C.EASY_OCCASIONS, _C.SIGNALS_USED),
    Theme.LIGHT: (_C.HELPING_CORE, _C.LIGHT_REPORTING, _C.SHARED_LOAD),
}

PROBLEMS: Mapping[Problem, tuple[CheckItem, ...]] = {
    Problem.FRAGMENTATION: (_C.NEED_EACH_OTHER, _C.NEEDED_ON_BOARD, _C.NOTHING_TWICE),
    Problem.TASK_SPLIT: (_C.WHOLE, _C.DECIDERS_DO),
    Problem.HIERARCHY: (_C.DECIDERS_DO, _C.OWN_DECISIONS, _C.EQUAL_SAY),
    Problem.TALK_ONLY: (_C.MOVES_BETWEEN, _C.MOVES_BETWEEN, _C.SHARED_GOAL),
    Problem.WRONG_PEOPLE: (_C.NEEDED_ON_BOARD, _C.ON_BOARD_NEEDED, _C.WIDE_CIRCLE),
    Problem.FORM_MISFIT: (_C.CLOSE_AS_NEEDED, _C.SMALL_ENOUGH, _C.FITTING_AREA),
    Problem.HEAVY: (_C.SIGNALS_USED, _C.HELPING_CORE, _C.LIGHT_REPORTING),
    Problem.THIN_BASE: (_C.OWN_WAY_IN, _C.EASY_OCCASIONS, _C.SHARED_LOAD),
}
"""R14: what points to each problem; what stands twice counts double."""

Answers = Mapping[CheckItem, Spread]
"""Everyone's answers to each statement."""

_THEME_OF = {item: theme for theme, items in THEMES.items() for item in items}


@dataclass(frozen=True)
class Reading:
    """How a group sees a statement.

    Attributes:
        score: its mean (R11); never shown alone.
        band: where that stands (R12).
        is_split: the group sees it differently (R13).
        not_visible: a third or more does not know (R13).
    """

    score: Fraction
    band: Band
    is_split: bool
    not_visible: bool


# --- one statement ---


def score_of(spread: Spread | None) -> Fraction | None:
    """Return the mean of a statement (R11), None while it may not be shown (R50)."""
    return spread.mean if spread is not None and spread.may_be_shown(hidden=True) else None


def reading_of(item: CheckItem, answers: Answers) -> Finding[Reading] | None:
    """Say how a group sees a statement (R12, R13); None while too few answered."""
    score = score_of(answers.get(item))
    if score is None:
        return None
    spread = answers[item]
    reading = Reading(score, band_of(score), spread.is_split, spread.not_visible)
    return Finding(reading, "R13" if spread.is_split else "R12", (_score(item, score),))


def readings(answers: Answers) -> dict[CheckItem, Reading]:
    """Return how a group sees each statement that may be shown, in the order of the check."""
    found = ((item, reading_of(item, answers)) for item in CheckItem)
    return {item: it.value for item, it in found if it is not None}


def too_few(answers: Answers) -> tuple[CheckItem, ...]:
    """Return the statements with too few answers to show (R50)."""
    return tuple(item for item in CheckItem if score_of(answers.get(item)) is None)


def _score(item: CheckItem, score: Fraction) -> Input:
    return Input("score", score, (item.value,))


# --- what statements point to together ---


def profile(answers: Answers) -> dict[Problem, Finding[Presence]]:
    """Return the problems that are there, or may be (R14); one that lacks a statement is not judged."""
    found = {problem: _presence(items, _scores(answers, items)) for problem, items in PROBLEMS.items()}
    return {problem: it for problem, it in found.items() if it is not None}


def _presence(items: Sequence[CheckItem], scores: Sequence[Fraction]) -> Finding[Presence] | None:
    if len(scores) < len(items):
        return None
    mean = sum(scores, Fraction(0)) / len(scores)
    if mean > thresholds.PROBLEM_POSSIBLE_UP_TO:
        return None
    presence = Presence.PRESENT if mean < thresholds.WATCH_FROM else Presence.POSSIBLE
    inputs = dict.fromkeys(_score(item, score) for item, score in zip(items, scores, strict=True))
    return Finding(presence, "R14", tuple(inputs))


def _scores(answers: Answers, items: Sequence[CheckItem]) -> tuple[Fraction, ...]:
    found = (score_of(answers.get(item)) for item in items)
    return tuple(score for score in found if score is not None)


def steering_group(answers: Answers) -> Finding[bool] | None:
    """Say whether the group shows the steering-group pattern (R16): much talk, and deciders apart from doers.

    None while an answer that would tell is lacking.
    """
    moves = score_of(answers.get(CheckItem.MOVES_BETWEEN))
    if moves is None:
        return None
    apart = {item: score_of(answers.get(item)) for item in (CheckItem.DECIDERS_DO, CheckItem.HELPING_CORE)}
    known = {item: score for item, score in apart.items() if score is not None}
    is_apart = any(score < thresholds.STEERING_GROUP_BELOW for score in known.values())
    if moves < thresholds.WATCH_FROM and not is_apart and len(known) < len(apart):
        return None
    inputs = (_score(CheckItem.MOVES_BETWEEN, moves), *(_score(item, score) for item, score in known.items()))
    return Finding(moves < thresholds.WATCH_FROM and is_apart, "R16", inputs)


# --- advice ---


def advice(answers: Answers) -> dict[CheckItem, Finding[Reading]]:
    """Return the statements to work on, at most three, in order (R15).

    Weak ones come before split ones; then the order of the themes, inside a theme the lowest mean first. That a group
    does not need each other comes before everything.
    """
    found = {item: it for item, it in readings(answers).items() if it.band is Band.WEAK or it.is_split}
    first = sorted(found, key=lambda item: _urgency(item, found[item]))
    return {
        item: Finding(found[item], "R15", (_score(item, found[item].score),))
        for item in first[: thresholds.ADVICE_AT_MOST]
    }


def _urgency(item: CheckItem, reading: Reading) -> tuple[bool, bool, Theme, Fraction]:
    is_weak = reading.band is Band.WEAK
    return not (is_weak and item is CheckItem.NEED_EACH_OTHER), not is_weak, _THEME_OF[item], reading.score


# --- then and now ---


def tells_of_few(before: Spread, now: Spread, *, others: bool = False) -> bool:
    """Say whether the difference of two results tells what fewer than four people answered (R50).

    When the same people answer, it tells that someone thinks otherwise now, not who. When someone came or left, people
    know who that is, and the difference may be exactly that voice; `others` says so where as many answer as before.
    """
    if before.n == now.n and not others:
        return False
    then, here = Counter(before.answers), Counter(now.answers)
    return max((then - here).total(), (here - then).total()) < thresholds.SHOWN_FROM


def beside(before: Answers, now: Answers, others: Container[CheckItem] = ()) -> dict[CheckItem, Spread]:
    """Return what may be shown now beside what was shown before: where that tells of few, the earlier answers stay.

    Args:
        before: What was shown.
        now: What was answered.
        others: The statements that other people answered than before, where that can't be told from their number.
    """
    held = {item: before[item] for item in held_back(before, now, others)}
    return {**now, **held}


def held_back(before: Answers, now: Answers, others: Container[CheckItem] = ()) -> tuple[CheckItem, ...]:
    """Return the statements whose new answers may not be shown beside the earlier ones (R50)."""
    twice = _shown_twice(before, now)
    return tuple(item for item in twice if tells_of_few(before[item], now[item], others=item in others))


def changes(before: Answers, now: Answers, others: Container[CheckItem] = ()) -> dict[CheckItem, Direction]:
    """Return which way the answers to each statement went, where both times may be shown."""
    held = held_back(before, now, others)
    items = (item for item in _shown_twice(before, now) if item not in held)
    return {item: _direction(before[item], now[item]) for item in items}


def _shown_twice(before: Answers, now: Answers) -> Iterator[CheckItem]:
    return (item for item in CheckItem if {score_of(before.get(item)), score_of(now.get(item))}.isdisjoint({None}))


def _direction(before: Spread, now: Spread) -> Direction:
    moved = (now.mean or Fraction(0)) - (before.mean or Fraction(0))
    if abs(moved) < thresholds.CHANGED_FROM:
        return Direction.SAME
    return Direction.UP if moved > 0 else Direction.DOWN
