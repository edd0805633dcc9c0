"""What everyone filled in alone: a sheet with a name where its owner allowed that here, else one without (A1)."""

from flows.facts import Facts
from flows.partner_scan.steps import CORE_GROUP


def every_sheet(facts: Facts) -> tuple[Facts, ...]:
    """Return every sheet as facts of its own."""
    return tuple(Facts(sheet) for sheet in getattr(facts.value("sheets"), "sheets", ()))


def named_sheets(facts: Facts) -> tuple[tuple[str, Facts], ...]:
    """Return the sheets that may be shown with a name, with that name."""
    return tuple((sheet.text("name"), sheet) for sheet in every_sheet(facts) if _may_be_named(facts, sheet))


def unnamed_sheets(facts: Facts) -> tuple[Facts, ...]:
    """Return the sheets that only count."""
    return tuple(sheet for sheet in every_sheet(facts) if not _may_be_named(facts, sheet))


def _may_be_named(facts: Facts, sheet: Facts) -> bool:
    """Say whether the owner of a sheet lets those who read along in this chat see the name."""
    readers = {"partners", CORE_GROUP} if facts.choice("readers") == CORE_GROUP else {"partners"}
    return sheet.choice("a1") in readers and sheet.has("name")
