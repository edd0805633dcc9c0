"""What is asked next: the first place, in the order of the flow, that holds no closed answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from flows.facts import Facts
from flows.model import AnyStep, Flow, Loop, Show
from flows.run import Run
from flows.values import Item, Place, Skipped, item_of, place_of, step_of
from flows.views import Names, Option


@dataclass(frozen=True)
class Progress:
    """How far a group is.

    Attributes:
        part: The part of the plan that the open question belongs to.
        parts: The highest part of the flow.
        done: Questions of this part that are closed.
        left: Questions of this part that would still come if nothing changed; later answers may add some.
    """

    part: int
    parts: int
    done: int
    left: int


def places(flow: Flow, facts: Facts) -> Iterator[tuple[AnyStep, Item]]:
    """Yield every question that the facts call for, closed or not, in order."""
    for part in flow.steps:
        if isinstance(part, Loop):
            for item in flow.repeats[part.over].items(facts):
                yield from ((step, item) for step in part.steps if _is_asked(flow, step, facts, item))
        else:
            items = flow.repeats[part.repeat].items(facts) if part.repeat else ("",)
            yield from ((part, item) for item in items if _is_asked(flow, part, facts, item))


def _is_asked(flow: Flow, step: AnyStep, facts: Facts, item: Item) -> bool:
    if step.when is not None and not flow.conditions[step.when](facts, item):
        return False
    return all(facts.has(lock, item) for lock in step.locked_by)


def next_place(flow: Flow, run: Run) -> Place | None:
    """Return the place to open now: one reopened by hand first, else the first without a closed answer.

    A changed answer that was left before it closed, by going back further, is no closed answer yet.
    """
    if run.reopened is not None:
        return run.reopened
    asked = (place_of(step.id, item) for step, item in places(flow, run.facts()))
    return next((place for place in asked if place not in run.settled or _is_half_changed(run, place)), None)


def _is_half_changed(run: Run, place: Place) -> bool:
    return place in run.aside and not isinstance(run.settled[place], Skipped)


def later_places(flow: Flow, run: Run, place: Place) -> Iterator[tuple[AnyStep, Place]]:
    """Yield the questions that come after `place`."""
    seen = False
    for step, item in places(flow, run.facts()):
        here = place_of(step.id, item)
        if seen:
            yield step, here
        seen = seen or here == place


def rest_of_step(flow: Flow, run: Run, place: Place) -> tuple[Place, ...]:
    """Return the open places of the same step as `place`, itself included."""
    asked = (place_of(step.id, item) for step, item in places(flow, run.facts()) if step.id == step_of(place))
    return tuple(other for other in asked if other not in run.settled or other == place)


def step_at(flow: Flow, place: Place) -> AnyStep:
    """Return the step of a place."""
    return flow.by_id[step_of(place)]


def names_at(flow: Flow, facts: Facts, place: Place) -> Names:
    """Return the group's own words for the placeholders in the text of a place."""
    repeat = flow.repeat_of(step_of(place))
    return repeat.names(facts, item_of(place)) if repeat else {}


def options_at(flow: Flow, facts: Facts, place: Place) -> tuple[Option, ...]:
    """Return the choices of a place that are made of answers; empty for fixed ones."""
    name = getattr(step_at(flow, place), "options", None)
    return flow.options[name](facts, item_of(place)) if name else ()


def codes_at(flow: Flow, facts: Facts, place: Place) -> tuple[str, ...]:
    """Return the codes that may be picked at a place."""
    fixed: tuple[str, ...] = getattr(step_at(flow, place), "choices", ())
    return fixed + tuple(option.code for option in options_at(flow, facts, place))


def progress(flow: Flow, run: Run, facts: Facts | None = None) -> Progress:
    """Return how far the group is in its part; messages without an answer do not count.

    Args:
        flow: The flow of the run.
        run: The run.
        facts: Its facts, when they are at hand; saves working everything out twice.
    """
    part = step_at(flow, run.current).part if run.current else 0
    facts = run.facts() if facts is None else facts
    asked = [place_of(s.id, item) for s, item in places(flow, facts) if s.part == part and not isinstance(s, Show)]
    done = sum(place in run.settled for place in asked)
    left = len(asked) - done + sum(_later(flow, step, facts) for step in flow.in_order if step.part == part)
    return Progress(part, max(step.part for step in flow.in_order), done, left)


def _later(flow: Flow, step: AnyStep, facts: Facts) -> int:
    repeat = flow.repeat_of(step.id)
    return repeat.later(facts) if repeat and repeat.later else 0
