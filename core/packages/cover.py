"""From a list of packages, the partition that loses least, and among equals the first in order."""

from collections import Counter
from collections.abc import Mapping

from core.packages.instance import Effort, Groups


class Covers:
    """Packages to choose from, each with what choosing it loses (0 or more).

    Inside, activities are bits in order of scarcity: whoever has the fewest packages to choose from is settled first.
    """

    def __init__(self, losses: Mapping[tuple[int, ...], int], effort: Effort) -> None:
        offers = Counter(activity for group in losses for activity in group)
        bit = {activity: 1 << index for index, activity in enumerate(sorted(offers, key=lambda a: (offers[a], a)))}
        self._losses = losses
        self._effort = effort
        self._bits = {group: sum(bit[activity] for activity in group) for group in sorted(losses)}
        self._starting_with: dict[int, list[tuple[int, int]]] = {one: [] for one in bit.values()}
        for loss, package in sorted((losses[group], package) for group, package in self._bits.items()):
            self._starting_with[package & -package].append((loss, package))
        self._least: dict[int, int] = {}
        self._ruled_out: dict[int, int] = {}

    def cheapest(self, limit: int) -> Groups | None:
        """The partition of all activities that loses least; None if all lose above `limit`.

        Among equals the lexicographically smallest list of sorted packages.
        """
        left = sum(self._starting_with)
        least = self._least_for(left, limit)
        if least is None:
            return None
        chosen: list[tuple[int, ...]] = []
        for group, package in self._bits.items():  # in order: whatever can still lead to the least is taken
            after = least - self._losses[group]
            if package & left == package and self._least_for(left ^ package, after) is not None:
                chosen.append(group)
                left, least = left ^ package, after
        return tuple(chosen)

    def _least_for(self, left: int, limit: int) -> int | None:
        """What the cheapest partition of the activities `left` loses; None if that is above `limit`."""
        if not left:
            return 0 if limit >= 0 else None
        if left not in self._least and limit > self._ruled_out.get(left, -1):
            self._work_out(left, limit)
        least = self._least.get(left)
        return least if least is not None and least <= limit else None

    def _work_out(self, left: int, limit: int) -> None:
        choices = self._starting_with[left & -left]
        self._effort.spend(1 + len(choices) // 4)
        room = limit
        for loss, package in choices:
            if loss > room:
                break
            rest = None if package & ~left else self._least_for(left ^ package, room - loss)
            if rest is not None:
                self._least[left] = loss + rest
                room = loss + rest - 1
        self._ruled_out[left] = limit
