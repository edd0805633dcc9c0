"""Instances for the packages tests: planted as in packages.md, any small one, and the answer by trying everything."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from random import Random

from hypothesis import strategies as st

from core.coherence import Matrix, Pair
from core.ids import ActivityId
from core.packages import Partition, canonical

INSIDE = {"clean": (0, 5, 35, 60), "noisy": (0, 5, 35, 60), "hard": (15, 20, 30, 35), "random": (1, 1, 1, 1)}
OUTSIDE = {"clean": (70, 25, 5, 0), "noisy": (70, 25, 5, 0), "hard": (40, 30, 20, 10), "random": (1, 1, 1, 1)}
REPLACED = {"clean": 0.0, "noisy": 0.1, "hard": 0.0, "random": 0.0}

Groups = list[list[ActivityId]]


def activities(size: int) -> tuple[ActivityId, ...]:
    return tuple(ActivityId(f"a{number:02}") for number in range(size))


def planted(size: int, kind: str, seed: int, voices: int = 1) -> Matrix:
    """Packages of 3 to 8 activities hidden in answers 0..3."""
    rng = Random(f"{size} {kind} {seed} {voices}")
    homes, ids = hidden(rng, size), activities(size)
    answers: dict[Pair, tuple[int, ...]] = {}
    for (a, home), (b, other) in combinations(zip(ids, homes, strict=True), 2):
        spread = INSIDE[kind] if home == other else OUTSIDE[kind]
        if rng.random() < REPLACED[kind]:
            spread = (1, 1, 1, 1)
        answers[a, b] = tuple(rng.choices(range(4), spread, k=voices))
    return Matrix(ids, answers)


def hidden(rng: Random, size: int) -> list[int]:
    """The package of each activity; the first thing that `planted` draws."""
    homes: list[int] = []
    while len(homes) < size:
        homes += [len(homes)] * rng.randint(3, 8)
    rng.shuffle(homes := homes[:size])
    return homes


@st.composite
def matrices(draw: st.DrawFn, most: int = 6, *, priors: bool = True) -> Matrix:
    """Any answers: several voices, unknown pairs, priors, and many ties."""
    ids = activities(draw(st.integers(0, most)))
    voices = st.lists(st.integers(0, 3), max_size=3).map(tuple)
    answers = {pair: draw(voices) for pair in combinations(ids, 2)}
    votes = st.sampled_from([Fraction(-3, 4), Fraction(-1, 4), Fraction(0), Fraction(1, 4)])
    expected = {pair: draw(votes) for pair, given in answers.items() if priors and not given}
    shuffled = tuple(draw(st.permutations(ids)))
    return Matrix(shuffled, {pair: given for pair, given in answers.items() if given}, expected)


@st.composite
def grouped(draw: st.DrawFn) -> tuple[Matrix, Partition]:
    matrix = draw(matrices(6))
    places = [draw(st.integers(0, 3)) for _ in matrix.activities]
    groups = [[one for one, at in zip(matrix.activities, places, strict=True) if at == place] for place in range(4)]
    return matrix, canonical(matrix, groups)


def every_partition(ids: Sequence[ActivityId]) -> Iterator[Groups]:
    """All ways to group these, each once."""
    if not ids:
        yield []
        return
    for smaller in every_partition(ids[1:]):
        yield [[ids[0]], *smaller]
        for place, group in enumerate(smaller):
            yield [*smaller[:place], [ids[0], *group], *smaller[place + 1 :]]


def votes_inside(matrix: Matrix, groups: Groups) -> Fraction:
    return sum((matrix.vote(a, b) for group in groups for a, b in combinations(group, 2)), Fraction(0))


def best_by_trying(matrix: Matrix, candidates: Iterator[Groups]) -> tuple[Fraction, list[list[ActivityId]]]:
    """The contract word for word: highest score, then more packages, then the smallest list of sorted id lists."""

    def rank(groups: Groups) -> tuple[Fraction, int, Groups]:
        return -votes_inside(matrix, groups), -len(groups), sorted(map(sorted, groups))

    score, _, groups = min(map(rank, candidates))
    return -score, groups


def as_lists(partition: Partition) -> Groups:
    return sorted(map(list, partition))
