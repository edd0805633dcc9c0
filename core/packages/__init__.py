"""Packages of activities: the best partition with its proof, what it costs to differ, and how to split (R20-R27)."""

from core.packages.cutting import Cut, CutWorth, Partners, cheapest_cut
from core.packages.moves import Judged, Move, gains, judge, move, price_of_move
from core.packages.optimum import Solved, best_partition
from core.packages.partition import Partition, between, canonical, cohesion_of, is_coupled, leaks_of, score_of

__all__ = [
    "Cut",
    "CutWorth",
    "Judged",
    "Move",
    "Partition",
    "Partners",
    "Solved",
    "best_partition",
    "between",
    "canonical",
    "cheapest_cut",
    "cohesion_of",
    "gains",
    "is_coupled",
    "judge",
    "leaks_of",
    "move",
    "price_of_move",
    "score_of",
]
