"""What somebody typed becomes a question with options, or a fault that says what to change."""

from enum import StrEnum

from core.thresholds import POLL_OPTION_AT_MOST, POLL_OPTIONS, POLL_QUESTION_AT_MOST


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
    lines = (" ".join(line.split()).lstrip("-*•· ").strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def fault_in(question: str, options: tuple[str, ...]) -> Fault | None:
    """Return the first thing that must be changed before this can be asked, None when nothing must."""
    fewest, most = POLL_OPTIONS
    faults = (
        (Fault.NO_QUESTION, not question),
        (Fault.QUESTION_TOO_LONG, len(question) > POLL_QUESTION_AT_MOST),
        (Fault.TOO_FEW, len(options) < fewest),
        (Fault.TWICE, len({option.casefold() for option in options}) < len(options)),
        (Fault.TOO_MANY, len(options) > most),
        (Fault.OPTION_TOO_LONG, any(len(option) > POLL_OPTION_AT_MOST for option in options)),
    )
    return next((fault for fault, is_so in faults if is_so), None)
