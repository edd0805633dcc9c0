"""What somebody typed becomes a question with options, or a fault that says what to change."""

import re
import unicodedata
from enum import StrEnum

from core.thresholds.neighbourhood import POLL_OPTION_AT_MOST, POLL_OPTIONS, POLL_QUESTION_AT_MOST

_SIGN = re.compile(r"^(?:[-*\u2013]\s+|[•·]\s*|\d{1,2}[.)]\s+)+")
"""How people begin a line of a list. `-5 degrees` and `10.30 h` begin with something else."""


class Fault(StrEnum):
    """What is wrong with a question and its options."""

    NO_QUESTION = "no_question"
    QUESTION_TOO_LONG = "question_too_long"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    TWICE = "twice"
    OPTION_TOO_LONG = "option_too_long"


def options_in(text: str) -> tuple[str, ...]:
    """Return what stands on each line, without signs of a list before it."""
    lines = (_SIGN.sub("", f"{' '.join(line.split())} ", count=1).strip() for line in text.splitlines())
    return tuple(line for line in lines if _can_be_seen(line))


def _can_be_seen(text: str) -> bool:
    """Say whether more than blanks and signs without a shape are there: Telegram takes no such option."""
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)


def _read_as(option: str) -> str:
    """Return what two options that people read as the same have in common."""
    return unicodedata.normalize("NFKC", option).casefold()


def fault_in(question: str, options: tuple[str, ...]) -> Fault | None:
    """Return the first thing that must be changed before this can be asked, None when nothing must."""
    fewest, most = POLL_OPTIONS
    faults = (
        (Fault.NO_QUESTION, not _can_be_seen(question)),
        (Fault.QUESTION_TOO_LONG, len(question) > POLL_QUESTION_AT_MOST),
        (Fault.TOO_FEW, len(options) < fewest),
        (Fault.TWICE, len({*map(_read_as, options)}) < len(options)),
        (Fault.TOO_MANY, len(options) > most),
        (Fault.OPTION_TOO_LONG, any(len(option) > POLL_OPTION_AT_MOST for option in options)),
    )
    return next((fault for fault, is_so in faults if is_so), None)
