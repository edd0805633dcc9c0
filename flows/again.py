"""Beginning again: what a new run of a flow has from the last one that the same chat brought to its end."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from flows.model import Flow, Voice
from flows.run import Draft, Run, Shared
from flows.values import Place, Value, step_of

EARLIER_AT_MOST = 5
"""Times that a run has beside its own: enough for what was held back (R50), and the state stays small."""


def again(flow: Flow, run: Run, last: Run) -> Run:
    """Return a new run with what the flow compares of the last one beside it.

    What the group put together then stands ready to be confirmed; its things keep their ids, so that answers about
    them can be laid side by side.
    """
    answers = dict(_compared(flow, last))
    earlier = (answers, *last.earlier)[:EARLIER_AT_MOST]
    return replace(
        run,
        earlier=earlier,
        earlier_crowds=(last.crowds, *last.earlier_crowds)[:EARLIER_AT_MOST],
        aside=dict(_prepared(flow, answers)),
        next_id=last.next_id,
    )


def _compared(flow: Flow, last: Run) -> Iterator[tuple[Place, Value]]:
    return ((place, value) for place, value in last.settled.items() if step_of(place) in flow.compares)


def _prepared(flow: Flow, answers: Mapping[Place, Value]) -> Iterator[tuple[Place, Draft]]:
    """Yield what was not everyone's own; a question that was passed is asked anew."""
    for place, value in answers.items():
        if isinstance(value, Shared) and flow.by_id[step_of(place)].voice is not Voice.EACH:
            yield place, Draft(value=value)
