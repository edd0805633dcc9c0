"""The package map: packages as boxes with their activities in them, and a line wherever two work together.

How closely is told by a number on the line, by its width and by its dashes; the same words stand in the caption.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.cards.words import Words
from bot.pictures.drawn import TINTS, letter, svg
from bot.pictures.lettering import fitted
from bot.pictures.links import BADGE, routes
from bot.pictures.shown import Link, Package, Shown
from core.scales import Intensity

MARGIN = 28
TOP = 92
"""Room for the title."""

COLUMN = 340
GUTTER = 130
"""Between two columns of packages: the lines run through it."""

BARE_GUTTER = 30
"""The same where there are no lines: a narrower picture has larger letters on a phone."""

BETWEEN = 26
PADDING = 18
LEGEND = 36
"""Height of one line of the legend."""

ROOMY_UP_TO = 14
"""So many activities may take two lines each; with more the picture would be too high for a phone."""

MOST_LINKS = 10
"""More lines than this can't be told apart; the closest are drawn, and the message tells them all."""


@dataclass(frozen=True)
class Style:
    """How large everything in a package is.

    Attributes:
        letters: Height of the names.
        lines: How many lines a name may take.
        dot: Radius of the circle with the number of an activity; 0: the number stands before the name.
        scale: Of the whole picture: a high one in fewer points takes less long to draw, and a phone shrinks it anyway.
    """

    letters: int
    lines: int
    dot: int
    scale: float

    @property
    def line(self) -> int:
        """From one line to the next."""
        return self.letters + 6

    @property
    def indent(self) -> int:
        """Room for the circles before the names."""
        return 2 * self.dot + 12 if self.dot else 4


ROOMY, CLOSE = Style(25, 2, 17, 1.0), Style(20, 1, 0, 0.75)


@dataclass(frozen=True)
class Line:
    """A line of words in a package: where it stands, and the number in front of it, None when it goes on."""

    y: float
    text: str
    number: int | None


@dataclass(frozen=True)
class Hull:
    """A package as it is drawn."""

    letter: str
    tint: str
    x: float
    y: float
    height: float
    name: str
    lines: tuple[Line, ...]


def package_map(words: Words, shown: Shown) -> str:
    """Return the map as SVG."""
    style = ROOMY if len(shown.numbered) <= ROOMY_UP_TO else CLOSE
    drawn = strongest(shown.links)
    gutter = GUTTER if drawn else BARE_GUTTER
    hulls = placed(shown, style, gutter)
    ways = routes([(hulls[link.a], hulls[link.b]) for link in drawn], MARGIN + COLUMN, gutter)
    below = max(hull.y + hull.height for hull in hulls) + BETWEEN
    legend = list(_legend(words, drawn, below))
    return svg(
        "map.svg.j2",
        {
            "hulls": hulls,
            "links": [(link.intensity, way) for link, way in zip(drawn, ways, strict=True)],
            "style": style,
            "legend": legend,
            "width": max(hull.x for hull in hulls) + COLUMN + MARGIN,
            "height": below + LEGEND * len(legend) + MARGIN / 2,
            "column": COLUMN,
            "margin": MARGIN,
            "padding": PADDING,
            "badge": BADGE,
            "title": words.plain("pictures.map.title"),
        },
    )


def strongest(links: Sequence[Link]) -> list[Link]:
    """Return the links that are drawn, the closest first; those that are none are not."""
    there = [link for link in links if link.intensity > Intensity.NONE]
    return sorted(there, key=lambda link: -link.intensity)[:MOST_LINKS]


def placed(shown: Shown, style: Style, gutter: int) -> list[Hull]:
    """Return the packages in two columns: each next one where there is most room left."""
    ends = [float(TOP), float(TOP)]
    hulls: list[Hull] = []
    for place, package in enumerate(shown.packages):
        column = ends.index(min(ends))
        hull = _hull(package, place, shown, style)
        x = MARGIN + column * (COLUMN + gutter)
        hulls.append(_moved(hull, x, ends[column]))
        ends[column] += hull.height + BETWEEN
    return hulls


def _hull(package: Package, place: int, shown: Shown, style: Style) -> Hull:
    """Return a package at the origin."""
    name = fitted(package.name, style.letters + 1, COLUMN - 2 * PADDING - 44)[0]
    top = PADDING + 44.0
    lines = tuple(_lines(package, shown.numbers_of(place), style, top))
    height = lines[-1].y + style.line / 2 + PADDING
    return Hull(letter(place), TINTS[place % len(TINTS)], 0, 0, height, name, lines)


def _lines(package: Package, numbers: range, style: Style, top: float) -> Iterator[Line]:
    labels = [
        name if style.dot else f"{number} {name}" for number, name in zip(numbers, package.activities, strict=True)
    ]
    parts = [fitted(label, style.letters, COLUMN - 2 * PADDING - style.indent, style.lines) for label in labels]
    steps = [style.line * len(part) + style.letters // 3 for part in parts]
    for number, part, start in zip(numbers, parts, accumulate(steps[:-1], initial=0), strict=True):
        for at, text in enumerate(part):
            yield Line(top + start + (at + 0.5) * style.line, text, None if at or not style.dot else number)


def _moved(hull: Hull, x: float, y: float) -> Hull:
    lines = tuple(Line(line.y + y, line.text, line.number) for line in hull.lines)
    return Hull(hull.letter, hull.tint, x, y, hull.height, hull.name, lines)


def _legend(words: Words, links: Sequence[Link], below: float) -> Iterator[dict[str, object]]:
    there = sorted({link.intensity for link in links}, reverse=True)
    for line, intensity in enumerate(there):
        yield {
            "y": below + LEGEND * (line + 0.5),
            "intensity": intensity,
            "text": words.plain("pictures.map.intensity", intensity=intensity),
        }
