"""What other tools of the same chat may read of the check: where the group agrees that it goes wrong."""

from core.organising_check import readings
from core.voices import Band
from flows.facts import Facts
from flows.organising_check.answers import answers
from flows.values import Lesson


def handover(facts: Facts) -> tuple[Lesson, ...]:
    """Return the statements that are weak and not split (R12, R13), with the advice that belongs to each."""
    found = readings(answers(facts)).items()
    wrong = (item.value for item, it in found if it.band is Band.WEAK and not it.is_split)
    return tuple(Lesson(kind="goes_wrong", code=it, words=f"organising_check.words.advice.{it}") for it in wrong)
