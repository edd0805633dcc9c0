"""From a template to an image: SVG by Jinja2, every value escaped; PNG by resvg."""

from collections.abc import Mapping
from importlib.resources import files

import resvg_py
from jinja2 import DictLoader, Environment, StrictUndefined

from bot.pictures.lettering import FAMILY, FONT, has_all

PAPER = "#fffdfa"
INK = "#2a2320"
SOFT = "#6f6259"
TINTS = ("#dcefe6", "#e0e8fb", "#f9e1ef", "#fbeccb", "#e8e2f8", "#fbe0da", "#d9eef5", "#ece5da")
"""Behind packages, one after the other; the letter of a package is what tells it apart."""


class NotDrawnError(Exception):
    """The renderer gave up on a picture; it says of itself only the kind of its error."""


def _environment() -> Environment:
    folder = files("bot.pictures") / "templates"
    sources = {file.name: file.read_text("utf-8") for file in folder.iterdir()}
    environment = Environment(
        loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update({"paper": PAPER, "ink": INK, "soft": SOFT, "family": FAMILY})
    return environment


_TEMPLATES = _environment()


def svg(template: str, values: Mapping[str, object]) -> str:
    """Return a picture as SVG."""
    return _TEMPLATES.get_template(template).render(values)


def png(picture: str) -> bytes:
    """Return an SVG as PNG; the fonts of the machine are looked at only for letters that ours lacks.

    Raises:
        NotDrawnError: The renderer can't; its panics are no ordinary exceptions.
    """
    try:
        return bytes(
            resvg_py.svg_to_bytes(svg_string=picture, skip_system_fonts=has_all(picture), font_files=[str(FONT)])
        )
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 a panic in the renderer must not end the task that draws
        raise NotDrawnError(type(error).__name__) from None


def letter(place: int) -> str:
    """Return how a package is called in a picture: A to Z, then A2 and on."""
    round_, number = divmod(place, 26)
    return chr(ord("A") + number) + (str(round_ + 1) if round_ else "")
