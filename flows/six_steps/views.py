"""What a message tells, as plain values; the words stand in the catalogue (parts 0 to 3)."""

from core.coordination import Grouping, Standing, knowledge_gaps, mode_of, poor_grouping
from core.packages import Partition, leaks_of, score_of
from core.proposal import Remark
from core.scales import Coherence, Knowledge
from core.voices import Spread, may_show
from flows.facts import Facts
from flows.six_steps.answers import proposal_of
from flows.six_steps.asking import unasked_pairs
from flows.six_steps.chosen import computed, is_dearer, packages, partition_of
from flows.six_steps.conditions import few_partners_at
from flows.six_steps.group import activities, challenges, hang_together, level_of, linked_challenges, matrix, pairs
from flows.six_steps.items import both_of, members_of
from flows.six_steps.naming import activity_name, activity_names, package_name
from flows.six_steps.sureness import least_sure, runner_up, talk_first
from flows.values import Item
from flows.views import Json

Values = dict[str, Json]


def road(facts: Facts, _: Item) -> Values:
    """R1: which road fits where the group stands (Q0.4)."""
    standing = facts.choice("q0_4")
    mode = None if standing is None else str(mode_of(Standing(standing)).value)
    return {"mode": mode, "alone": facts.choice("q0_2") == "alone"}


KNOWLEDGE = {
    "Q1.2": ("q1_2",), "Q1.3": ("q1_3",), "Q1.4": ("q1_4",), "Q1.5": ("q1_5",), "Q1.6": ("q1_6a", "q1_6b"),
    "Q1.7": ("q1_7",), "Q1.8": ("q1_8",),
}  # fmt: skip
"""The steps behind the questions that R17 looks at."""


def beginning(facts: Facts, _: Item) -> Values:
    """R17, Q1.7, Q1.8: what is not known yet, and what comes along."""
    level = level_of(facts, "q1_9")
    full = [question for question, steps in KNOWLEDGE.items() if all(map(facts.has, steps))]
    found = knowledge_gaps(None if level is None else Knowledge(level), full)
    empty = () if found is None else found.value
    linked = [challenges(facts)[key] for key in linked_challenges(facts)]
    return {
        "known_little": found is not None,
        "empty": [step for question in empty for step in KNOWLEDGE[question] if not facts.has(step)],
        "parts": len(facts.choices("q1_7")),
        "linked": linked,
    }


def few_partners(facts: Facts, _: Item) -> Values:
    """Q2.9: where fewer than two partners were named."""
    return {"activities": [name for key, name in activities(facts).items() if few_partners_at(facts, key)]}


def two_lists(facts: Facts, _: Item) -> Values:
    """Q3.1: where the group agrees and where it differs, with every voice counted; of few voices only the outcome."""
    unasked = set(unasked_pairs(facts))
    spreads = {pair: Spread(facts.levels("q3_1", pair)) for pair in pairs(facts) if pair not in unasked}
    shown = {pair: spread for pair, spread in spreads.items() if may_show(spread.n, hidden=True)}
    differ = {pair for pair, spread in shown.items() if spread.is_split or spread.is_worth_a_talk}
    return {
        "agree": [_spread(facts, pair, shown[pair]) for pair in shown if pair not in differ],
        "differ": [_spread(facts, pair, shown[pair]) for pair in shown if pair in differ],
        "outcome": [leveled(facts, pair) for pair, spread in spreads.items() if spread.n and pair not in shown],
        "unknown": [_two(facts, pair) for pair, spread in spreads.items() if not spread.n],
        "unasked": len(unasked),
    }


def _two(facts: Facts, pair: Item) -> Values:
    a, b = both_of(pair)
    return {"a": activity_name(facts, a), "b": activity_name(facts, b)}


def leveled(facts: Facts, pair: Item) -> Values:
    """Return two activities with how strongly they hang together."""
    return _two(facts, pair) | {"level": level_of(facts, "q3_1", pair)}


def _spread(facts: Facts, pair: Item, spread: Spread) -> Values:
    return leveled(facts, pair) | {"n": spread.n, "counts": [count for _, count in spread.dots(Coherence)]}


def chosen_packages(facts: Facts, _: Item) -> Values:
    """Q3.4, Q3.5: the packages, why each belongs together, what leaks, and what the group's choice costs (R20-R22)."""
    partition = partition_of(facts, map(members_of, packages(facts)))
    remarks = {finding.value for finding in proposal_of(facts).remarks}
    best, score = (score_of(matrix(facts), it) for it in (computed(facts), partition))
    return {
        "packages": [_package(facts, package) for package in packages(facts)],
        "alone": [package_name(facts, package) for package in packages(facts) if len(members_of(package)) == 1],
        "leaks": [leveled(facts, pair) for pair in cut_of(facts, partition)],
        "score": float(score),
        "best": float(best),
        "price": float(best - score),
        "proven": proposal_of(facts).score.proven,
        "unknown": len(matrix(facts).unknown_pairs()),
        "sure": [it for package in packages(facts) if (it := least_sure(facts, package)) is not None],
        "talk": talk_first(facts),
        "rival": runner_up(facts),
        "nothing": next((str(it) for it in (Remark.NOT_NEEDED, Remark.REFER_OR_SHARE) if it in remarks), None),
        "all_unknown": Remark.ALL_UNKNOWN in remarks,
        "organisations": Remark.ONE_ORGANISATION_EACH in remarks,
        "grouping": _grouping(facts),
    }


def _grouping(facts: Facts) -> str | None:
    """R21: a poor way to bundle, where the group's own packages cost something."""
    how = facts.choice("q3_3") if is_dearer(facts) else None
    return how if how is not None and poor_grouping(Grouping(how)) is not None else None


def _package(facts: Facts, package: Item) -> Values:
    members = members_of(package)
    inside = [pair for pair in pairs(facts) if set(both_of(pair)) <= set(members) and hang_together(facts, pair)]
    return {
        "name": package_name(facts, package),
        "activities": activity_names(facts, package),
        "pairs": [_reasoned(facts, pair) for pair in inside],
    }


def _reasoned(facts: Facts, pair: Item) -> Values:
    whys = [why for why in facts.choices("q3_2", pair) if why != "other"]
    return leveled(facts, pair) | {"whys": whys, "other": facts.text("q3_2_other", pair)}


def cut_of(facts: Facts, partition: Partition) -> tuple[Item, ...]:
    """Return the pairs that hang together and that these packages take apart."""
    cut = {frozenset(pair) for pair in leaks_of(matrix(facts), partition)}
    return tuple(pair for pair in pairs(facts) if frozenset(both_of(pair)) in cut)
