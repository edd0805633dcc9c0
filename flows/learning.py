"""Tools that learn from each other: what one found in a chat is taken in by another at a place of its own.

It is taken in when a run comes past that place, not when it begins: so it stays hidden until then (R18), and the chat
may use the other tool in between. The run keeps it as it stood.
"""

from collections.abc import Mapping
from dataclasses import replace

from flows.model import Flow, FlowName
from flows.run import Learned, Run, Status


def wanted(flow: Flow, before: Run, after: Run) -> tuple[FlowName, ...]:
    """Return the flows whose findings a decision needs: it came past a place that takes them in.

    A run that was done takes them in anew when it is opened again.
    """
    is_opened_again = before.status is Status.DONE and after.status is not Status.DONE
    come_past = (
        it for it in flow.readers if it.id in after.settled and (it.id not in before.settled or is_opened_again)
    )
    return tuple(dict.fromkeys(name for step in come_past for name in step.reads))


def lessons_of(flow: Flow, run: Run) -> Learned:
    """Return what a run that is done has to hand over."""
    found = flow.handover(run.facts()) if flow.handover is not None else ()
    return Learned(found, run.members)


def with_lessons(flow: Flow, run: Run, found: Mapping[FlowName, Learned]) -> Run:
    """Return a run that took in what others found; where that is new, it is told again."""
    learned = {**run.learned, **found}
    if learned == run.learned:
        return run
    told = {step.id for step in flow.readers}
    return replace(run, learned=learned, settled={it: value for it, value in run.settled.items() if it not in told})
