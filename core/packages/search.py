"""A good partition quickly, without proof: move single activities while it pays, shake, and move again.

Whole numbers, and shakes from a fixed sequence: the same input gives the same partition on every machine.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import Self

from core.packages.instance import Groups, Instance

ROUNDS_EACH = 8
"""Shakes per activity. Three hundred at 40 activities end at the best score known, or within half a percent."""

MOST_WORK = 3_000_000
"""Shakes times activities squared: beyond 75 activities, fewer shakes, so that time does not run away."""

NEARLY = Fraction(9, 10)
"""Packages of partitions this good may well be in the best one; worse ones only slow the rest down."""

SHAKEN_SHARE = 5
"""A shake moves two activities up to one in five: fewer falls back, more forgets what was good."""


def settled_groups(instance: Instance) -> Groups:
    """A partition that no single move improves, from everyone alone."""
    layout = _Layout(instance)
    layout.settle()
    return layout.groups()


def good_groups(instance: Instance) -> tuple[Groups, Groups]:
    """The best partition of many shakes, each settled again, and every package seen in a partition nearly as good."""
    best = _Layout(instance)
    best.settle()
    seen = set(best.groups())
    chance = _shuffling()
    for _ in range(min(ROUNDS_EACH * instance.size, MOST_WORK // instance.size**2)):
        trial = best.copy()
        trial.shake(chance)
        trial.settle()
        if trial.worth >= best.worth * NEARLY:
            seen.update(trial.groups())
        best = max(trial, best, key=lambda layout: layout.worth)
    return best.groups(), tuple(sorted(seen))


def _shuffling() -> Iterator[int]:
    """Numbers without visible order, always the same (a linear congruential sequence; its low bits are too regular)."""
    state = 1
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state >> 33


class _Layout:
    """Who sits where: as many places as activities, and how strongly each activity is drawn to each place."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self.place = list(range(instance.size))
        self.worth = instance.unit * instance.size
        self.pull = [list(row) for row in instance.weights]

    def copy(self) -> Self:
        """The same layout, to be changed freely."""
        twin = type(self)(self._instance)
        twin.place, twin.worth, twin.pull = list(self.place), self.worth, [list(row) for row in self.pull]
        return twin

    def groups(self) -> Groups:
        """The activities of each occupied place."""
        members = [[one for one, place in enumerate(self.place) if place == at] for at in sorted(set(self.place))]
        return tuple(map(tuple, members))

    def settle(self) -> None:
        """Move one activity at a time for as long as that gains."""
        moved = True
        while moved:
            moved = sum(self._seek(activity) for activity in range(len(self.place))) > 0

    def shake(self, chance: Iterator[int]) -> None:
        """Move some activities anywhere they fit."""
        size = len(self.place)
        moves = 2 + next(chance) % max(2, size // SHAKEN_SHARE)
        for one, at in islice(zip(chance, chance, strict=False), moves):
            if self._has_room(at % size, one % size):
                self._put(one % size, at % size)

    def _seek(self, activity: int) -> bool:
        """Move the activity to its best place; False when it sits there already."""
        row, here = self.pull[activity], self.place[activity]
        floor = max(row[here], 0)
        better = [(pull, -at) for at, pull in enumerate(row) if pull > floor and self._has_room(at, activity)]
        if better:
            self._put(activity, -max(better)[1])
            return True
        return row[here] <= 0 and self._leave(activity)

    def _leave(self, activity: int) -> bool:
        """Move the activity to a place of its own; False when it is alone already."""
        if self.place.count(self.place[activity]) == 1:
            return False
        occupied = set(self.place)
        self._put(activity, next(at for at in range(len(self.place)) if at not in occupied))
        return True

    def _has_room(self, at: int, activity: int) -> bool:
        people = self._instance.seats
        together = people[activity]
        for other, place in enumerate(self.place):
            together |= people[other] if place == at else 0
        return self._instance.fits(together)

    def _put(self, activity: int, at: int) -> None:
        """Move, and keep every pull and the worth up to date."""
        before = self.place[activity]
        packages = len(set(self.place))
        self.place[activity] = at
        gained = self.pull[activity][at] - self.pull[activity][before]
        self.worth += gained + self._instance.unit * (len(set(self.place)) - packages)
        for row, weight in zip(self.pull, self._instance.weights[activity], strict=True):
            row[before] -= weight
            row[at] += weight
