"""How good and how fast the packages are, beside other programs on the same planted answers (packages.md).

Run it by hand: `python -m tests.benchmarks.packages_optimum`, after `pip install -e '.[test,bench]'`. It writes
Markdown; a program that is not installed is left out and named. Seconds are processor time of one process (the limit of
CP-SAT is by the clock). Rivals are shown by how far below our scores theirs are; "at most above" says how far a bound
lies above its score.
"""

import resource
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from itertools import combinations
from json import dumps
from statistics import median
from time import process_time

from core.coherence import Matrix
from core.packages import Partition, Solved, best_partition
from core.thresholds import SOLVER_EFFORT
from tests.benchmarks.packages_rivals import RIVALS, Rival
from tests.core.planted import planted

SEEDS = range(1, 6)
CELLS = (
    (20, "clean", 1), (20, "noisy", 1), (20, "hard", 1), (40, "clean", 1), (40, "noisy", 1), (40, "hard", 1),
    (40, "hard", 3), (60, "clean", 1), (60, "noisy", 1), (60, "hard", 1), (60, "hard", 3), (100, "clean", 1),
    (100, "noisy", 1), (100, "noisy", 3), (100, "hard", 1), (20, "random", 1), (40, "random", 1),
)  # fmt: skip
LONG = 5 * SOLVER_EFFORT
"""Some ten seconds: what is known then where the usual effort brings no proof."""
LONGER = ((100, "hard", 1), (100, "noisy", 1), (40, "random", 1))
WANTED = {
    (40, "noisy", 1): 0.3, (40, "hard", 1): 0.5, (60, "noisy", 1): 1.0, (60, "hard", 1): 3.0,
    (100, "clean", 1): 4.0, (100, "noisy", 1): 1.0,
}  # fmt: skip
Cell = tuple[int, str, int]


@dataclass(frozen=True)
class Timed:
    """A score and how long it took."""

    score: Fraction
    seconds: float


def score_of_groups(matrix: Matrix, groups: list[list[int]]) -> Fraction:
    """Worked out anew for everyone, so that no program is believed."""
    ids = matrix.activities
    assert sorted(one for group in groups for one in group) == list(range(len(ids)))
    pairs = (pair for group in groups for pair in combinations(sorted(group), 2))
    return sum((matrix.vote(ids[a], ids[b]) for a, b in pairs), Fraction(0))


def numbered(matrix: Matrix, partition: Partition) -> list[list[int]]:
    place = {activity: index for index, activity in enumerate(matrix.activities)}
    return [[place[one] for one in package] for package in partition]


def ours(matrix: Matrix, effort: int) -> tuple[Solved, Timed]:
    start = process_time()
    solved = best_partition(matrix, effort)
    seconds = process_time() - start
    assert solved.score == score_of_groups(matrix, numbered(matrix, solved.partition)) <= solved.bound
    return solved, Timed(solved.score, seconds)


def theirs(matrix: Matrix, partition: Callable[[Matrix], list[list[int]]]) -> Timed:
    start = process_time()
    groups = partition(matrix)
    return Timed(score_of_groups(matrix, groups), process_time() - start)


def gap(ours: list[Timed], theirs: list[Timed]) -> str:
    """How far below our scores theirs are on the whole, and their median time; in capitals if any is above ours."""
    total = sum(one.score for one in ours)
    below = (total - sum(one.score for one in theirs)) / total
    better = any(rival.score > own.score for own, rival in zip(ours, theirs, strict=True))
    seconds = median(one.seconds for one in theirs)
    return f"{'BETTER ' if better else ''}-{float(below):.1%} in {seconds:.2f} s"


def row(cell: Cell, rivals: list[Rival], effort: int = SOLVER_EFFORT) -> str:
    size, kind, voices = cell
    matrices = [planted(size, kind, seed, voices) for seed in SEEDS]
    solved = [ours(matrix, effort) for matrix in matrices]
    own = [timed for _, timed in solved]
    score, bound = (
        float(sum(values)) / len(SEEDS) for values in ([s.score for s, _ in solved], [s.bound for s, _ in solved])
    )
    proven, above = sum(s.proven for s, _ in solved), max(float(s.bound / s.score) - 1 for s, _ in solved)
    seconds = [one.seconds for one in own]
    wanted = f"{WANTED[cell]} s" if cell in WANTED else ""
    columns = [f"{size} {kind}, {voices} voice{'s' if voices > 1 else ''}", f"{score:.2f}", f"{bound:.2f}"]
    columns.append(f"{above:.1%}")
    columns += [f"{proven} of {len(SEEDS)}", f"{median(seconds):.2f} s", f"{max(seconds):.2f} s", wanted]
    for rival in rivals:
        fits = size <= rival.most
        columns.append(gap(own, [theirs(matrix, rival.partition) for matrix in matrices]) if fits else "")
    return f"| {' | '.join(columns)} |"


def memory_of_a_proposal() -> float:
    """The peak memory, in MiB, of the whole command for sixty activities of people who disagree."""
    matrix = planted(60, "hard", 1)
    activities = [{"id": one, "name": one} for one in matrix.activities]
    coherence = [{"a": a, "b": b, "values": list(values)} for (a, b), values in matrix.voices.items()]
    document = dumps({"version": 1, "activities": activities, "coherence": coherence})
    command = [sys.executable, "-m", "bot", "propose", "-"]
    subprocess.run(command, input=document, text=True, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  our own
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _table(rivals: list[Rival], rows: Iterable[str]) -> None:
    head = ["instances", "score", "bound", "at most above", "proven", "median", "slowest", "wanted"]
    head += [rival.name for rival in rivals]
    sys.stdout.write(f"| {' | '.join(head)} |\n|{'---|' * len(head)}\n")
    for line in rows:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def main() -> None:
    """Print the table."""
    rivals = [rival for rival in RIVALS if find_spec(rival.module)]
    absent = [rival.name for rival in RIVALS if rival not in rivals]
    memory = memory_of_a_proposal()
    _table(rivals, (row(cell, rivals) for cell in CELLS))
    sys.stdout.write("\nWith five times the effort (`propose --effort 60000000`):\n\n")
    _table([], (row(cell, [], LONG) for cell in LONGER))
    sys.stdout.write(f"\nPeak memory of a proposal for 60 activities: {memory:.0f} MiB (wanted: under 200).\n")
    sys.stdout.write(f"Not installed, so not compared: {', '.join(absent) or 'none'}.\n")


if __name__ == "__main__":
    main()
