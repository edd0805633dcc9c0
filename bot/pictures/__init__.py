"""Pictures beside the words: drawn from what a view of a flow returns, the same bytes for the same values."""

from collections.abc import Callable, Mapping

from bot.cards.words import Words
from bot.outgoing import Drawn
from bot.pictures.caption import caption
from bot.pictures.drawn import png
from bot.pictures.map import package_map
from bot.pictures.matrix import matrix
from bot.pictures.shown import Shown
from flows.views import Json

PICTURES: Mapping[str, Callable[[Words, Shown], str]] = {"matrix": matrix, "map": package_map}
"""How each picture that a flow can name is drawn."""


def picture(words: Words, name: str, values: Mapping[str, Json]) -> Drawn:
    """Return a picture with its words.

    Raises:
        NotDrawnError: The renderer gave up.
    """
    shown = Shown.read(values)
    return Drawn(caption(words, name, shown), picture=png(PICTURES[name](words, shown)))
