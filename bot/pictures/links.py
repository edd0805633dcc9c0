"""The lines between packages: through the gutter, each with a port of its own, their numbers apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist
from typing import Protocol

BADGE = 18
"""Radius of the number on a line."""

_APART = 2 * BADGE + 6
_ALONG = (0.5, 0.38, 0.62, 0.28, 0.72, 0.2, 0.8)  # where on a line its number may stand, the best first

Point = tuple[float, float]


class Box(Protocol):
    """What a line needs to know of a package."""

    @property
    def x(self) -> float:
        """Its left side."""
        ...

    @property
    def y(self) -> float:
        """Its top."""
        ...

    @property
    def height(self) -> float:
        """From top to bottom."""
        ...


@dataclass(frozen=True)
class Route:
    """A line: a curve from one package to another, and where its number stands."""

    ends: tuple[Point, Point, Point, Point]
    badge: Point

    @property
    def path(self) -> str:
        """The curve as SVG."""
        (x1, y1), (x2, y2), (x3, y3), (x4, y4) = self.ends
        return f"M{x1:.1f} {y1:.1f}C{x2:.1f} {y2:.1f} {x3:.1f} {y3:.1f} {x4:.1f} {y4:.1f}"


def routes(links: Sequence[tuple[Box, Box]], left: float, gutter: float) -> list[Route]:
    """Return how each line runs.

    Args:
        links: Two packages each.
        left: Where the gutter between the columns begins.
        gutter: How wide it is.
    """
    ports = _ports(links)
    found: list[Route] = []
    for number, (a, b) in enumerate(links):
        start, end = (ports[number, side] for side in (0, 1))
        curve = _curve((_edge(a, left, gutter), start), (_edge(b, left, gutter), end), left, gutter)
        found.append(Route(curve, _free(curve, [route.badge for route in found])))
    return found


def _edge(box: Box, left: float, gutter: float) -> float:
    """Return the side of a package that looks at the gutter."""
    return left if box.x < left else left + gutter


def _ports(links: Sequence[tuple[Box, Box]]) -> dict[tuple[int, int], float]:
    """Return the height at which each end of each line leaves its package: spread, those that go up first."""
    ends = [(number, side, pair[side], pair[1 - side]) for number, pair in enumerate(links) for side in (0, 1)]
    ports: dict[tuple[int, int], float] = {}
    for box in dict.fromkeys((box.x, box.y) for _, _, box, _ in ends):
        own = [end for end in ends if (end[2].x, end[2].y) == box]
        own.sort(key=lambda end: (_middle(end[3]), end[0]))
        for place, (number, side, package, _) in enumerate(own, start=1):
            ports[number, side] = package.y + package.height * place / (len(own) + 1)
    return ports


def _middle(box: Box) -> float:
    return box.y + box.height / 2


def _curve(start: Point, end: Point, left: float, gutter: float) -> tuple[Point, Point, Point, Point]:
    """Return a curve that leaves and enters straight; between packages of one column it bends into the gutter."""
    if start[0] == end[0]:
        bend = 0.7 * gutter if start[0] == left else -0.7 * gutter
        return start, (start[0] + bend, start[1]), (end[0] + bend, end[1]), end
    half = (start[0] + end[0]) / 2
    return start, (half, start[1]), (half, end[1]), end


def _free(curve: tuple[Point, Point, Point, Point], taken: Sequence[Point]) -> Point:
    """Return a place on the curve that is clear of the numbers that stand already, else the one that is clearest."""
    places = [_at(curve, part) for part in _ALONG]
    clear = (place for place in places if all(dist(place, other) >= _APART for other in taken))
    return next(clear, max(places, key=lambda place: min((dist(place, other) for other in taken), default=0.0)))


def _at(curve: tuple[Point, Point, Point, Point], part: float) -> Point:
    weights = ((1 - part) ** 3, 3 * part * (1 - part) ** 2, 3 * part**2 * (1 - part), part**3)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y
