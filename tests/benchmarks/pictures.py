"""How long a picture takes, with its words, at 12 and at 40 activities, and how large it is.

Run it by hand: `python -m tests.benchmarks.pictures`. Wanted: under 150 ms each, the first one of a process too.
Beside the time of the clock stands that of the processor, for a machine that is busy with other things.
"""

import sys
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

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


@dataclass(frozen=True)
class Times:
    """Milliseconds by the clock and by the processor, of the first time and of the middle one; and bytes."""

    first: float
    usual: float
    first_cpu: float
    usual_cpu: float
    weight: int


def measured(name: str, size: int) -> Times:
    """Draw a picture some times."""
    clock: list[float] = []
    cpu: list[float] = []
    found = Drawn("")
    for _ in range(ROUNDS):
        begun, worked = perf_counter(), process_time()
        found = drawn(name, size)
        clock.append((perf_counter() - begun) * 1000)
        cpu.append((process_time() - worked) * 1000)
    return Times(clock[0], median(clock), cpu[0], median(cpu), len(found.picture))


def main() -> None:
    """Print the figures."""
    sys.stdout.write("picture  activities   first ms (cpu)    usual ms (cpu)     bytes\n")
    for size in (12, 40):
        for name in PICTURES:
            it = measured(name, size)
            first, usual = f"{it.first:.0f} ({it.first_cpu:.0f})", f"{it.usual:.0f} ({it.usual_cpu:.0f})"
            sys.stdout.write(f"{name:8} {size:10} {first:>16} {usual:>17} {it.weight:9,}\n")
    sys.stdout.write(f"wanted: at most {WANTED} ms each\n")


if __name__ == "__main__":
    main()
