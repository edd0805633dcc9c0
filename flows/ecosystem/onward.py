"""What other tools of the same chat may read of the web: brakes that stay, and what the group does (R45)."""

from flows.ecosystem.group import holding, levers, removable, staying
from flows.facts import Facts
from flows.values import Item, Lesson, StepName


def handover(facts: Facts) -> tuple[Lesson, ...]:
    """Return the brakes that stay, how what helps is used, and what is done about brakes that can go."""
    stays = (Lesson(kind="stays", code=it, words=_words(facts, it), text=holding(facts)[it]) for it in staying(facts))
    use = (_done(facts, "use", "ea", axis) for axis in levers(facts))
    action = (_done(facts, "action", "eb_action", factor) for factor in removable(facts))
    return (*stays, *(it for it in (*use, *action) if it.text))


def _words(facts: Facts, factor: Item) -> str:
    return "" if holding(facts)[factor] else f"ecosystem.choices.{factor}"


def _done(facts: Facts, kind: str, step: StepName, item: Item) -> Lesson:
    who = step.partition("_")[0]
    return Lesson(
        kind=kind,
        code=item,
        text=facts.text(step, item),
        owner=facts.text(f"{who}_owner", item),
        day=facts.day(f"{who}_date", item),
    )
