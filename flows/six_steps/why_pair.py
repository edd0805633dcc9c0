"""Why two activities sit together or apart (`/waarom` for a pair): answers, what they share, and what a change costs.

Of fewer than four voices only the outcome is told (R50); who answered what is told nowhere.
"""

from collections.abc import Iterator, Mapping

from core.ids import ActivityId
from core.packages import Move, Partition, price_of_move
from core.scales import Coherence
from core.thresholds import TALK_FROM
from core.voices import Spread, may_show
from flows.facts import Facts
from flows.six_steps.asking import served_by
from flows.six_steps.chosen import packages
from flows.six_steps.group import hang_together, level_of, pairs
from flows.six_steps.items import both_of, members_of
from flows.six_steps.naming import activity_name
from flows.six_steps.sureness import TWENTY, doubt_on, partition_now, readings_together, shown_matrix
from flows.values import Item
from flows.views import Json, Option

Statement = tuple[str, Mapping[str, Json]]
"""A rule, with `:` and the part of its words where that is not the main text; and the values of that text."""

TALK_AT_MOST = 3
"""Pairs that `/waarom` offers before anything else: what a group can talk about in one sitting."""


def may_explain_pairs(facts: Facts) -> bool:
    """Say whether the group heard what it answered on pairs: before that, a hint could steer what is answered next."""
    return bool(pairs(facts)) and (facts.value("q3_1_lists") is not None or bool(packages(facts)))


def pairs_with(facts: Facts, subject: Item) -> tuple[Option, ...]:
    """Return the pairs of an activity or inside a package that can be explained; "": all. Open to talk first.

    A pair is called by both activities; beside the one that was explained by the other.
    """
    if not may_explain_pairs(facts):
        return ()
    inside = set(members_of(subject))
    alone = len(inside) == 1
    meant = [pair for pair in pairs(facts) if not subject or _concerns(inside, pair)]
    named = {pair: [it for it in both_of(pair) if not (alone and it in inside)] for pair in meant}
    ordered = sorted(meant, key=lambda pair: doubt_on(facts, pair), reverse=True)
    return tuple(Option(pair, " ↔ ".join(activity_name(facts, it) for it in named[pair])) for pair in ordered)


def _concerns(inside: set[Item], pair: Item) -> bool:
    shared = len(inside & {*both_of(pair)})
    return shared >= min(2, len(inside))


def to_talk_about(facts: Facts) -> tuple[Option, ...]:
    """Return the pairs that are worth talking about first: where readings or voices differ most."""
    ordered = pairs_with(facts, "")[:TALK_AT_MOST]
    return tuple(option for option in ordered if doubt_on(facts, option.code)[0] >= TALK_FROM * TWENTY)


def about_activities(facts: Facts, pair: Item) -> Iterator[Statement]:
    """Yield each statement about two activities."""
    spread = Spread(facts.levels("q3_1", pair))
    shown = may_show(spread.n, hidden=True)
    counts: list[Json] = [count for _, count in spread.dots(Coherence)]
    talk = shown and spread.is_worth_a_talk
    yield (
        "Q3.1",
        {
            "level": level_of(facts, "q3_1", pair),
            "counts": counts if shown else [],
            "n": spread.n if shown else 0,
            "talk": talk,
        },
    )
    if shown and spread.is_split:
        yield "R13", {"split": True, "unknown": 0}
    yield from _why_together(facts, pair)
    yield from _shared(facts, pair)
    yield "R20:pair", _place(facts, pair)


def _why_together(facts: Facts, pair: Item) -> Iterator[Statement]:
    whys: list[Json] = [why for why in facts.choices("q3_2", pair) if why != "other"]
    other = facts.text("q3_2_other", pair)
    if hang_together(facts, pair) and (whys or other):
        yield "Q3.2", {"whys": whys, "other": other}


def _shared(facts: Facts, pair: Item) -> Iterator[Statement]:
    """Yield what both serve (Q2.4); nothing where nobody said what they serve."""
    one, other = (served_by(facts, activity) for activity in both_of(pair))
    if one and other:
        yield "Q2.4", {"shared": [name for code, name in one.items() if code in other]}


def _place(facts: Facts, pair: Item) -> dict[str, Json]:
    """Return where the two sit, how sure that is, and the cheapest single move that changes it (R20)."""
    partition = partition_now(facts)
    together = any({*both_of(pair)} <= {*package} for package in partition)
    best = max(_changes(facts, partition, pair), key=lambda it: it.score_change)
    joined = () if best.target is None else partition[best.target]
    return {
        "decided": bool(packages(facts)),
        "together": together,
        "leak": hang_together(facts, pair) and not together,
        "readings": readings_together(facts, pair),
        "activity": activity_name(facts, best.activity),
        "with": [activity_name(facts, it) for it in joined],
        "price": float(-best.score_change),
    }


def _changes(facts: Facts, partition: Partition, pair: Item) -> Iterator[Move]:
    """Yield each move of one of the two that takes them apart, or that brings them together."""
    homes = {it: number for number, package in enumerate(partition) for it in package}
    a, b = map(ActivityId, both_of(pair))
    for one, other in ((a, b), (b, a)):
        elsewhere = (*(number for number in range(len(partition)) if number != homes[one]), None)
        targets = elsewhere if homes[one] == homes[other] else (homes[other],)
        yield from (price_of_move(shown_matrix(facts), partition, one, target) for target in targets)
