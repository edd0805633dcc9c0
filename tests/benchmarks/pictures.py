"""How long a picture takes, with its words, at 12 and at 40 activities, and how large it is.

Run it by hand: `python -m tests.benchmarks.pictures`. Wanted: under 150 ms each, the first one of a process too.
"""

import sys
from statistics import median
from time import perf_counter

from bot.outgoing import Drawn
from bot.pictures import PICTURES
from bot.pictures.caption import caption
from bot.pictures.drawn import png
from tests.bot.pictures.planted import shown, words

WANTED = 150
ROUNDS = 9


def drawn(name: str, size: int) -> Drawn:
    """Return what would be sent."""
    group = shown(size)
    return Drawn(caption(words(), name, group), picture=png(PICTURES[name](words(), group)))


def measured(name: str, size: int) -> tuple[float, float, int]:
    """Return the first and the median time in milliseconds, and the size in bytes."""
    times: list[float] = []
    found = Drawn("")
    for _ in range(ROUNDS):
        begun = perf_counter()
        found = drawn(name, size)
        times.append((perf_counter() - begun) * 1000)
    return times[0], median(times), len(found.picture)


def main() -> None:
    """Print the figures."""
    sys.stdout.write("picture  activities  first ms  median ms      bytes\n")
    for size in (12, 40):
        for name in PICTURES:
            first, usual, weight = measured(name, size)
            sys.stdout.write(f"{name:8} {size:10} {first:9.0f} {usual:10.0f} {weight:10,}\n")
    sys.stdout.write(f"wanted: at most {WANTED} ms each\n")


if __name__ == "__main__":
    main()
