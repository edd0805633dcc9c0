"""A good partition quickly, without proof: moves that lose are taken too, less and less (threshold accepting).

Whole numbers, and moves from a fixed sequence: the same input gives the same partition on every machine.
"""

from collections.abc import Iterator

from core.packages.instance import Groups, Instance

FIRST_RUNS = 4
"""Runs from everyone alone, each along other moves, before any proof is tried. At 60 activities between one run in two
and one in sixteen ends at the best score known; what they miss the prices have to find."""

RUNS = 6
"""More runs where the first prices leave room for better packages."""

RUNS_WITHOUT_PROOF = 14
"""And more where no proof says when to stop: at 40 activities in full disarray between one run in three and one in
thirty ends at the best score known."""

SWEEPS_EACH, SWEEPS = 25, 1000
"""Moves tried per activity and run: so many for each activity there is, and no more than so many. From 40 activities
on, five times as many gain less than as many more runs."""

HOT, COLD = 2048, 512
"""The most that a move may lose at the start and at the end, in 1024ths of a vote of middling strength."""

GRAINS = 1024
"""A move is allowed to lose a random share, in so many steps, of the most it may."""


def good_groups(instance: Instance, chance: Iterator[int], runs: int) -> tuple[Groups, Groups]:
    """The best partition of some runs, and every package that one of them ended with."""
    ends = [_cooled(instance, chance) for _ in range(runs)]
    best = max(ends, key=lambda layout: layout.worth)
    return best.groups(), tuple(sorted({group for layout in ends for group in layout.groups()}))


def _cooled(instance: Instance, chance: Iterator[int]) -> "_Layout":
    """Where one run ends."""
    layout = _Layout(instance)
    strength = _middling(instance)
    sweeps = min(SWEEPS, SWEEPS_EACH * instance.size)
    for sweep in range(sweeps):
        heat = (HOT - (HOT - COLD) * sweep // sweeps) * strength // GRAINS
        layout.wander(heat, chance)
    layout.settle()
    return layout


def _middling(instance: Instance) -> int:
    """How strong a vote is on the whole, for or against."""
    strengths = [abs(weight) for row in instance.weights for weight in row if weight]
    return sum(strengths) // max(1, len(strengths))


def shuffling() -> Iterator[int]:
    """Numbers without visible order, always the same (a linear congruential sequence; its low bits are too regular)."""
    state = 1
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state >> 24


class _Layout:
    """Who sits where: as many places as activities, and how strongly each activity is drawn to each place."""

    def __init__(self, instance: Instance) -> None:
        size = instance.size
        self._instance = instance
        self._limited = any(instance.seats)
        self._near = [[(other, weight) for other, weight in enumerate(row) if weight] for row in instance.weights]
        self._friends = [[other for other, weight in near if weight > 0] for near in self._near]
        self._free: list[int] = []
        self._taken = [1] * size
        self._pull = [list(row) for row in instance.weights]
        self.place = list(range(size))
        self.worth = instance.unit * size

    def groups(self) -> Groups:
        """The activities of each occupied place."""
        members = [[one for one, place in enumerate(self.place) if place == at] for at in sorted(set(self.place))]
        return tuple(map(tuple, members))

    def settle(self) -> None:
        """Move one activity at a time for as long as that gains."""
        moved = True
        while moved:
            moved = sum(self._seek(activity) for activity in range(len(self.place))) > 0

    def wander(self, heat: int, chance: Iterator[int]) -> None:
        """Each activity may move to one that it votes for, or away from all, when that loses less than its luck."""
        for activity, friends in enumerate(self._friends):
            luck = next(chance)
            choice = (luck >> 10) % (len(friends) + 1)
            at = self.place[friends[choice]] if choice < len(friends) else self._alone(activity)
            row, here = self._pull[activity], self.place[activity]
            if at != here and (row[here] - row[at]) * GRAINS <= heat * (luck % GRAINS) and self._has_room(at, activity):
                self._put(activity, at)

    def _alone(self, activity: int) -> int:
        """A place where the activity is by itself: where it is, if it is so there."""
        here = self.place[activity]
        return here if self._taken[here] == 1 else self._free[-1]

    def _seek(self, activity: int) -> bool:
        """Move the activity to its best place; False when it sits there already."""
        row, here = self._pull[activity], self.place[activity]
        alone = self._alone(activity)
        floor = max(row[here], 0)
        better = [(pull, -at) for at, pull in enumerate(row) if pull > floor and self._has_room(at, activity)]
        at = -max(better)[1] if better else here if row[here] > 0 else alone
        if at == here:
            return False
        self._put(activity, at)
        return True

    def _has_room(self, at: int, activity: int) -> bool:
        if not self._limited:
            return True
        people = self._instance.seats
        together = people[activity]
        for other, place in enumerate(self.place):
            together |= people[other] if place == at else 0
        return self._taken[at] == 0 or self._instance.fits(together)

    def _put(self, activity: int, at: int) -> None:
        """Move, and keep every pull and the worth up to date."""
        here, pulls = self.place[activity], self._pull
        self.place[activity] = at
        self.worth += pulls[activity][at] - pulls[activity][here]
        self._leave(here)
        self._join(at)
        for other, weight in self._near[activity]:
            row = pulls[other]
            row[here] -= weight
            row[at] += weight

    def _leave(self, at: int) -> None:
        self._taken[at] -= 1
        if not self._taken[at]:
            self._free.append(at)
            self.worth -= self._instance.unit

    def _join(self, at: int) -> None:
        if not self._taken[at]:
            self._free.remove(at)
            self.worth += self._instance.unit
        self._taken[at] += 1
