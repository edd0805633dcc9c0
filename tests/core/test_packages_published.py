"""Known cases: networks whose best partition was published by others, for a score of the same form as ours.

The modularity of a partition is, but for a constant, a sum over the pairs that sit together, so its best partition is
ours with each pair's gain as its vote. What was published: for the karate club Brandes and others, On Modularity
Clustering (2008); for rings of cliques Fortunato and Barthelemy, Resolution limit in community detection (2007).
"""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from itertools import chain, combinations

import networkx as nx  # type: ignore[import-untyped]  # it ships no types; only edges are taken from it
import pytest

from core.coherence import Matrix
from core.ids import ActivityId
from core.packages import Solved, best_partition


class Network:
    """Edges between things."""

    def __init__(self, edges: Iterable[tuple[int, int]]) -> None:
        self.edges = {(ActivityId(f"n{min(edge):03}"), ActivityId(f"n{max(edge):03}")) for edge in edges}
        self.degrees = Counter(chain.from_iterable(self.edges))
        self.ends = 2 * len(self.edges)

    def matrix(self) -> Matrix:
        """What modularity gains by each two together, as votes."""
        ids = sorted(self.degrees)
        expected = {(a, b): Fraction(self.degrees[a] * self.degrees[b], self.ends) for a, b in combinations(ids, 2)}
        return Matrix(tuple(ids), {}, {pair: (pair in self.edges) - chance for pair, chance in expected.items()})

    def modularity(self, solved: Solved) -> Fraction:
        alone = sum((Fraction(degree**2, self.ends) for degree in self.degrees.values()), Fraction(0))
        return (2 * solved.score - alone) / self.ends


def test_the_karate_club_has_the_four_groups_that_were_proven_the_best() -> None:
    club = Network(nx.karate_club_graph().edges)
    solved = best_partition(club.matrix())
    assert solved.proven
    assert round(float(club.modularity(solved)), 4) == 0.4198
    assert [len(package) for package in solved.partition] == [12, 11, 6, 5]


@pytest.mark.parametrize(
    ("cliques", "size"),
    [
        pytest.param(6, 3, id="few enough: each clique by itself"),
        pytest.param(8, 4, id="larger cliques, each by itself"),
        pytest.param(10, 3, id="too many: two by two"),
        pytest.param(16, 4, id="too many larger ones: two by two"),
        pytest.param(20, 3, id="sixty activities"),
    ],
)
def test_a_ring_of_cliques_falls_apart_where_the_formula_says(cliques: int, size: int) -> None:
    ring = Network(nx.ring_of_cliques(cliques, size).edges)
    solved = best_partition(ring.matrix())
    bridges = size * (size - 1) + 2
    alone = 1 - Fraction(2, bridges) - Fraction(1, cliques)
    by_two = 1 - Fraction(1, bridges) - Fraction(2, cliques)
    assert solved.proven
    assert ring.modularity(solved) == max(alone, by_two)
    assert len(solved.partition) == (cliques if alone > by_two else cliques // 2)
