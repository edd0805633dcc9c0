"""What everyone filled in alone, as far as this group may read it (A1, R50)."""

from flows.facts import Facts
from flows.partner_scan.steps import SHEETS
from flows.sheets import named_sheets, sheets_at, unnamed_sheets


def sheet_count(facts: Facts) -> int:
    """Return how many filled in a sheet."""
    return sheets_at(facts, SHEETS.id)


def named(facts: Facts) -> tuple[tuple[str, Facts], ...]:
    """Return the sheets that may be shown with a name, with that name."""
    return tuple((sheet.text("name"), sheet) for sheet in named_sheets(SHEETS, facts))


def unnamed(facts: Facts) -> tuple[Facts, ...]:
    """Return the sheets that only count; none while these are so few that a total would tell whose they are."""
    return unnamed_sheets(SHEETS, facts)


def left_out(facts: Facts) -> int:
    """Return how many sheets are not counted, for they are too few."""
    return sheet_count(facts) - len(named(facts)) - len(unnamed(facts))
