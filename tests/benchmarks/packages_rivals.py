"""Other programs that group things, behind one face: a matrix in, groups of activity numbers out."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from itertools import combinations
from typing import Any

from core.coherence import Matrix
from core.thresholds import VOTE_FROM

LEIDEN_REPEATS = 50
CP_SAT_SECONDS = 10.0


@dataclass(frozen=True)
class Rival:
    """One program.

    Attributes:
        name: as shown.
        module: what must be installed.
        partition: how it is asked.
        most: activities beyond which it is not asked, since it would take all day.
    """

    name: str
    module: str
    partition: Callable[[Matrix], list[list[int]]]
    most: int = 1000


def edges_of(matrix: Matrix) -> list[tuple[int, int, float]]:
    """Every pair with the coherence to expect above 0; a pair without a vote lies in the middle."""
    ids = matrix.activities
    pairs = combinations(range(len(ids)), 2)
    known = [(a, b, float(matrix.vote(ids[a], ids[b]) + VOTE_FROM)) for a, b in pairs]
    return [edge for edge in known if edge[2] > 0]


def graph_of(matrix: Matrix) -> tuple[Any, Any]:
    networkx = import_module("networkx")
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(matrix.activities)))
    graph.add_weighted_edges_from(edges_of(matrix))
    return networkx, graph


def louvain(matrix: Matrix) -> list[list[int]]:
    networkx, graph = graph_of(matrix)
    return list(map(list, networkx.community.louvain_communities(graph, seed=1)))


def greedy_modularity(matrix: Matrix) -> list[list[int]]:
    networkx, graph = graph_of(matrix)
    return list(map(list, networkx.community.greedy_modularity_communities(graph, weight="weight")))


def leiden(matrix: Matrix) -> list[list[int]]:
    """The constant Potts model at 1.5 is our very score, less a constant."""
    leidenalg, igraph = import_module("leidenalg"), import_module("igraph")
    edges = edges_of(matrix)
    graph = igraph.Graph(len(matrix.activities), [(a, b) for a, b, _ in edges])
    weights = [weight for _, _, weight in edges]
    model = leidenalg.CPMVertexPartition
    asked = {"weights": weights, "resolution_parameter": float(VOTE_FROM)}
    found = (leidenalg.find_partition(graph, model, seed=seed, **asked) for seed in range(LEIDEN_REPEATS))
    best: tuple[float, list[list[int]]] = max((partition.quality(), list(map(list, partition))) for partition in found)
    return best[1]


def cp_sat(matrix: Matrix) -> list[list[int]]:
    cp_model = import_module("ortools.sat.python.cp_model")
    ids = matrix.activities
    model, numbers = cp_model.CpModel(), range(len(ids))
    both = {pair: model.new_bool_var(str(pair)) for pair in combinations(numbers, 2)}
    for a, b, c in combinations(numbers, 3):
        sides = both[a, b], both[a, c], both[b, c]
        for at in range(3):
            one, other, third = (sides[(at + turn) % 3] for turn in range(3))
            model.add_bool_or(one.negated(), other.negated(), third)
    model.maximize(sum(int(matrix.vote(ids[a], ids[b]) * 12) * var for (a, b), var in both.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.linearization_level = 1, 2
    solver.parameters.max_time_in_seconds = CP_SAT_SECONDS
    solver.solve(model)
    joined = {pair for pair, var in both.items() if solver.boolean_value(var)}
    firsts = [b for b in numbers if not any((a, b) in joined for a in range(b))]
    return [[first, *(b for b in numbers if (first, b) in joined)] for first in firsts]


RIVALS = (
    Rival("networkx louvain", "networkx", louvain),
    Rival("networkx greedy modularity", "networkx", greedy_modularity),
    Rival(f"leidenalg CPM, best of {LEIDEN_REPEATS}", "leidenalg", leiden),
    Rival(f"OR-tools CP-SAT, {CP_SAT_SECONDS:.0f} s", "ortools", cp_sat, most=60),
)
