"""The ordered matrix: who hangs together with whom, packages as boxes on the diagonal.

A level is told by the number of dots in its cell and by its shade; the same words stand in the caption.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from bot.cards.words import Words
from bot.pictures.drawn import TINTS, letter, svg
from bot.pictures.lettering import fitted, width
from bot.pictures.shown import Shown
from core.scales import Coherence

MARGIN = 28
TOP = 120
"""Room for the title and the numbers of the columns."""

BAND = 34
"""Width of the strip with the letters of the packages."""

LEGEND = 34
"""Height of one line of the legend."""

NARROWEST = 620
_DOTS = {1: ((0.5, 0.5),), 2: ((0.3, 0.5), (0.7, 0.5)), 3: ((0.3, 0.68), (0.7, 0.68), (0.5, 0.32))}


@dataclass(frozen=True)
class _Sheet:
    """Where everything stands, in pixels.

    Attributes:
        shown: The packages with their activities.
        levels: The level of each activity with each one before it, None while unknown.
    """

    shown: Shown
    levels: tuple[tuple[int | None, ...], ...]

    @property
    def size(self) -> int:
        return len(self.levels)

    @property
    def cell(self) -> int:
        return max(16, min(42, 600 // self.size))

    @property
    def letters(self) -> int:
        """Height of the names."""
        return min(26, self.cell - 3)

    @property
    def small(self) -> int:
        """Height of numbers and letters beside the names."""
        return min(20, self.letters)

    @property
    def names(self) -> int:
        """Width of the names."""
        return 12 * self.letters + 20

    @property
    def left(self) -> int:
        return MARGIN + self.names + BAND

    @property
    def broad(self) -> int:
        return max(NARROWEST, self.left + self.size * self.cell + MARGIN)

    @property
    def below(self) -> int:
        return TOP + self.size * self.cell

    @cached_property
    def cells(self) -> tuple[tuple[int, int, int | None], ...]:
        """Left, top and level of every cell off the diagonal."""
        both = [(max(a, b), min(a, b), a, b) for a, b in product(range(self.size), repeat=2) if a != b]
        return tuple(
            (self.left + b * self.cell, TOP + a * self.cell, self.levels[high][low]) for high, low, a, b in both
        )

    def shades(self, level: int | None) -> str:
        """Return the cells of a level as one path."""
        side = self.cell - 1
        return " ".join(f"M{x} {y}h{side}v{side}h-{side}z" for x, y, of in self.cells if of == level)

    def dots(self, level: int) -> str:
        """Return the dots of all cells of a level as one path."""
        return " ".join(dots_in(x, y, self.cell, level) for x, y, of in self.cells if of == level)

    def unknown(self) -> str:
        """Return a stroke through each cell nobody could fill in."""
        third = self.cell // 3
        return " ".join(f"M{x + third} {y + 2 * third}l{third}-{third}" for x, y, of in self.cells if of is None)

    def numbers(self) -> str:
        """Return how far each sign of the numbers above the columns stands from the end of the one before it.

        One row of letters is many times cheaper to draw than forty.
        """
        steps: list[float] = []
        end = 0.0
        for place in range(self.size):
            number = str(place + 1)
            wide = width(number, self.small)
            start = self.left + (place + 0.5) * self.cell - wide / 2
            steps += [start - end, *[0.0] * (len(number) - 1)]
            end = start + wide
        return " ".join(f"{step:.1f}" for step in steps)

    def rows(self) -> Iterator[dict[str, object]]:
        for place, (number, name) in enumerate(self.shown.numbered):
            label = f"{number} {name}"
            yield {
                "name": fitted(label, self.letters, self.names - 12)[0],
                "y": TOP + place * self.cell,
                "x": self.left + place * self.cell,
            }

    def boxes(self) -> Iterator[dict[str, object]]:
        place = 0
        for number, package in enumerate(self.shown.packages):
            side = len(package.activities) * self.cell
            yield {
                "x": self.left + place * self.cell,
                "y": TOP + place * self.cell,
                "side": side,
                "letter": letter(number),
                "tint": TINTS[number % len(TINTS)],
            }
            place += len(package.activities)


def dots_in(x: int, y: int, side: int, level: int) -> str:
    """Return the dots of one cell: square, and on whole pixels, which is a fifth of the work of round ones."""
    dot = max(4, side // 5)
    spots = ((x + round(side * across - dot / 2), y + round(side * down - dot / 2)) for across, down in _DOTS[level])
    return " ".join(f"M{left} {top}h{dot}v{dot}h-{dot}z" for left, top in spots)


def matrix(words: Words, shown: Shown) -> str:
    """Return the matrix as SVG."""
    sheet = _Sheet(shown, shown.levels)
    legend = list(_legend(words, sheet))
    return svg(
        "matrix.svg.j2",
        {
            "sheet": sheet,
            "top": TOP,
            "margin": MARGIN,
            "band": BAND,
            "legend": legend,
            "height": sheet.below + 24 + LEGEND * len(legend) + MARGIN,
            "title": words.plain("pictures.matrix.title"),
        },
    )


def _legend(words: Words, sheet: _Sheet) -> Iterator[dict[str, object]]:
    there = {level for _, _, level in sheet.cells}
    levels = [*(int(level) for level in reversed(Coherence) if level in there), *([None] if None in there else [])]
    for line, level in enumerate(levels):
        y = sheet.below + 24 + LEGEND * line
        dots = dots_in(MARGIN, y, LEGEND - 6, level) if level else ""
        yield {"y": y, "level": level, "dots": dots, "text": _meaning(words, level)}


def _meaning(words: Words, level: int | None) -> str:
    key = "unknown" if level is None else "level"
    return words.plain(f"pictures.matrix.{key}", level=level)
