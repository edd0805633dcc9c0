"""How things are called: a choice, a level, a row of a grid, what a question is about."""

from bot.cards.words import Asked
from flows.model import Scale
from flows.values import Picked, Rated, Value

DONT_KNOW = "?"
"""Code of the way out."""


def choice_label(asked: Asked, code: str) -> str:
    """Return a choice as people know it: in the group's own words, or those of the catalogue."""
    if code == DONT_KNOW:
        return asked.words.plain("cards.control.dont_know")
    return asked.option_texts.get(code) or _word(asked, "choices", code)


def choice_meaning(asked: Asked, code: str) -> str:
    """Return a choice in full; its label when that says it all."""
    return _found(asked, "meanings", code) or choice_label(asked, code)


def level_label(asked: Asked, scale: Scale, level: int) -> str:
    """Return a level of an answer scale in a few words."""
    return asked.words.plain(f"scales.{scale.scale.__name__}.label.{level}")


def level_meaning(asked: Asked, scale: Scale, level: int) -> str:
    """Return a level of an answer scale in full."""
    return asked.words.plain(f"scales.{scale.scale.__name__}.meaning.{level}")


def row_label(asked: Asked, row: str) -> str:
    """Return a row of a grid."""
    return _word(asked, "rows", row)


def column_label(asked: Asked, column: str) -> str:
    """Return a column of a grid in a few words."""
    return _word(asked, "columns", column)


def answer_label(asked: Asked, code: str) -> str:
    """Return a choice, or a level when the question is a scale, by the code on its button."""
    if isinstance(asked.step, Scale) and code.isdecimal():
        return level_label(asked, asked.step, int(code))
    return choice_label(asked, code)


def marked(value: Value | None) -> frozenset[str]:
    """Return the codes that are marked on a card."""
    match value:
        case Picked(choices):
            return frozenset(choices)
        case Rated(level):
            return frozenset({str(level)})
        case _:
            return frozenset()


def item_name(asked: Asked) -> str:
    """Return what a question is about in the group's words, '' when it is asked once.

    The names of a pair are `a` and `b`; of anything else the first name is what it is about, the rest is beside it.
    """
    names = asked.names
    about = [names[key] for key in ("a", "b") if key in names] or list(names.values())[:1]
    return asked.words.plain("cards.item", names=about) if any(about) else ""


def column_meaning(asked: Asked, column: str) -> str:
    """Return a column of a grid in full; its label when that says it all."""
    return _found(asked, "meanings", column) or column_label(asked, column)


def _word(asked: Asked, table: str, code: str) -> str:
    found = _found(asked, table, code)
    return asked.words.plain(asked.key(f"{table}.{code}")) if found is None else found


def _found(asked: Asked, table: str, code: str) -> str | None:
    """Look in the step's own words first, then in those that steps of the flow share."""
    for key in (asked.key(f"{table}.{code}"), f"{asked.flow.id}.{table}.{code}"):
        if asked.words.has(key):
            return asked.words.plain(key, **asked.names)
    return None
