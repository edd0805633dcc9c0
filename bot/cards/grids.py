"""The card of a small grid: each row a line of text with its number, and a row of buttons that carry that number."""

from collections.abc import Mapping

from bot.cards.face import Face, explained, mark, suggested
from bot.cards.names import column_label, column_meaning, row_label
from bot.cards.words import Asked
from bot.keyboards import Rows, in_rows
from flows.model import Grid
from flows.values import Filled

Cells = Mapping[str, str]


def grid_face(asked: Asked, step: Grid) -> Face:
    """Return the grid as it stands, and a button for every cell."""
    cells: Cells = dict(asked.value.cells) if isinstance(asked.value, Filled) else {}
    found = suggested(asked)
    proposed: Cells = found if isinstance(found, Mapping) else {}
    lines = [_line(asked, number, row, (cells.get(row), proposed.get(row))) for number, row in enumerate(step.rows, 1)]
    rows = tuple(buttons for number, row in enumerate(step.rows, 1) for buttons in _buttons(asked, step, number, row))
    pairs = [(column_label(asked, column), column_meaning(asked, column)) for column in step.columns]
    blocks = tuple(filter(None, ("\n".join(lines), explained(pairs))))
    return Face(blocks, _take(asked, cells, proposed) + rows, goes_on=len(cells) == len(step.rows))


def _line(asked: Asked, number: int, row: str, cell: tuple[str | None, str | None]) -> str:
    column, proposed = (column_label(asked, code) if code else None for code in cell)
    return asked.words.html("cards.grid.row", n=number, row=row_label(asked, row), column=column, proposed=proposed)


def _buttons(asked: Asked, step: Grid, number: int, row: str) -> Rows:
    cells = dict(asked.value.cells) if isinstance(asked.value, Filled) else {}
    return in_rows(
        asked.button(f"{mark(cells.get(row) == column)}{number} {column_label(asked, column)}", f"{row}={column}")
        for column in step.columns
    )


def _take(asked: Asked, cells: Cells, proposed: Cells) -> Rows:
    """Offer to take over the proposal, unless that is what stands there."""
    if not proposed or cells == proposed:
        return ()
    return ((asked.button(asked.words.plain("cards.grid.take"), "take"),),)
