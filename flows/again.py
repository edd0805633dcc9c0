"""What a new run begins with: the last one that the same chat brought to its end, or words from another outcome."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from flows.model import Flow, ListOf, Offer, Voice
from flows.run import Draft, Run, Shared
from flows.values import Entry, Listed, Place, Said, StepName, Value, step_of

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


def prepared(flow: Flow, run: Run, begun: Offer) -> Run:
    """Return a new run in which the words of an offer stand ready, to be confirmed or changed."""
    ready = {step: Draft(value=_worded(flow, step, words)) for step, words in begun.words.items() if words}
    most = max(map(len, begun.words.values()), default=0)
    return replace(run, aside={**run.aside, **ready}, next_id=run.next_id + most)


def _worded(flow: Flow, name: StepName, words: tuple[str, ...]) -> Said | Listed:
    step = flow.by_id[name]
    if isinstance(step, ListOf):
        return Listed(tuple(Entry(f"{step.prefix}{number}", text) for number, text in enumerate(words, start=1)))
    return Said(words)
