"""The same as the picture in words: for who can't see it, and for a letter that no font had."""

from collections.abc import Iterator
from itertools import combinations

from bot.cards.fit import first_lines, fits, length
from bot.cards.words import Words
from bot.pictures.drawn import letter
from bot.pictures.map import strongest
from bot.pictures.shown import Shown
from core.thresholds import COUPLED_FROM

MOST_CAPTION = 1024
"""Telegram's limit of the words under a picture, counted after parsing."""

_CLIPS = (80, 40, 24, 12, 6)
"""Characters of a name: as many as fit with all the others."""

_MOST_ACROSS = 30
"""More of these lines never fit, so their words are not made."""


def caption(words: Words, name: str, shown: Shown) -> str:
    """Return the words under a picture: its packages, and then what the picture shows between them."""
    lines = len(strongest(shown.links))
    start = words.html(f"pictures.{name}.caption", packages=len(shown.packages), lines=lines).strip()
    room = MOST_CAPTION - length(start) - 2
    told: list[str] = []
    for most in _CLIPS:
        told = [*_packages(words, shown, most), *_across(words, shown, most), *_between(words, shown, most)]
        if fits("\n".join(told), room):
            break
    return f"{start}\n\n{first_lines(told, lambda _: words.html('pictures.more'), room)}"


def _packages(words: Words, shown: Shown, most: int) -> Iterator[str]:
    names = dict(shown.numbered)
    for place, package in enumerate(shown.packages):
        activities = [(number, names[number]) for number in shown.numbers_of(place)]
        yield words.html("pictures.package", letter=letter(place), name=package.name, activities=activities, most=most)


def _across(words: Words, shown: Shown, most: int) -> Iterator[str]:
    """Yield every two activities that hang together and sit apart, the strongest first."""
    home = {number: place for place in range(len(shown.packages)) for number in shown.numbers_of(place)}
    names = dict(shown.numbered) if shown.levels else {}
    apart = [(shown.levels[b - 1][a - 1], a, b) for a, b in combinations(names, 2) if home[a] != home[b]]
    strong = sorted((-level, a, b) for level, a, b in apart if level is not None and level >= COUPLED_FROM)
    for level, a, b in strong[:_MOST_ACROSS]:
        yield words.html("pictures.matrix.across", a=(a, names[a]), b=(b, names[b]), level=-level, most=most)


def _between(words: Words, shown: Shown, most: int) -> Iterator[str]:
    for link in strongest(shown.links):
        a, b = ((letter(place), shown.packages[place].name) for place in (link.a, link.b))
        yield words.html("pictures.map.between", a=a, b=b, intensity=link.intensity, most=most)
