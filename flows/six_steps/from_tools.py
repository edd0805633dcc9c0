"""What other tools of the same chat found, as step 6 takes it in (R18, R45): brakes to pick, actions to take over."""

from flows.facts import Facts
from flows.model import FlowName
from flows.values import Item, Lesson

SCAN, CHECK, WEB = FlowName("partner_scan"), FlowName("organising_check"), FlowName("ecosystem")

TOOLS = (SCAN, CHECK, WEB)

_CODE = "tool_"
"""Begins the code of what came from a tool."""


def brakes_from_tools(facts: Facts) -> dict[Item, Lesson]:
    """Return what locks sparks in (scan), then the brakes of the web that stay, by code."""
    return _by_code((*facts.lessons(SCAN, "barrier"), *facts.lessons(WEB, "stays")))


def actions_from_tools(facts: Facts) -> dict[Item, Lesson]:
    """Return how the group will use what helps, and the brakes of the web that it can remove, by code (R45)."""
    return _by_code(facts.lessons(WEB, "use", "action"))


def taken_over(facts: Facts) -> tuple[Lesson, ...]:
    """Return the actions of other tools that belong to this plan too."""
    return tuple(lesson for code, lesson in actions_from_tools(facts).items() if code in facts.choices("q6_taken"))


def _by_code(lessons: tuple[Lesson, ...]) -> dict[Item, Lesson]:
    return {f"{_CODE}{lesson.mark}": lesson for lesson in lessons}
