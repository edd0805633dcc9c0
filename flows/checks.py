"""Proof that a flow is sound, before anyone meets it: what is wrong in its tables, in sentences for developers."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import assert_never

from flows.model import (
    AnyStep,
    Arrange,
    Choice,
    Date,
    Fill,
    Flow,
    Grid,
    ListOf,
    Loop,
    Scale,
    SeenBy,
    Several,
    Show,
    Text,
    Voice,
)
from flows.taking import DONT_KNOW, TAKE_OVER_SUGGESTION
from flows.views import OPEN_POINTS, SUMMARY, WHY, WHY_PAIRS

CODE_MOST_BYTES = 24
"""What is left of the 64 bytes of a button after its signature and numbers, with room to spare."""

RESERVED = frozenset({DONT_KNOW, TAKE_OVER_SUGGESTION, "same", "apart", "move"})
"""Words of the engine itself. Its "yes" and "no" belong to arrangements, which have no codes of a flow's making."""

_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PLAIN_CODE = re.compile(r"[a-z0-9_]+")
"""Leaves out what the engine and the buttons need for themselves: `|`, `!`, `=`, `:`, `@`."""


class FlowFault(Exception):  # noqa: N818 it names what is at fault
    """A flow that cannot be asked as it stands; the message lists every problem, one a line."""


def checked(flow: Flow) -> Flow:
    """Return `flow` when nothing is wrong with it.

    Raises:
        FlowFault: something is; the message lists all of it.
    """
    problems = problems_in(flow)
    if problems:
        raise FlowFault("\n".join(problems))
    return flow


def problems_in(flow: Flow) -> tuple[str, ...]:
    """Return everything that is wrong with a flow, each as a sentence that names thing, value and expectation."""
    if not flow.in_order:
        return (f"{flow.id} has no steps, expected one or more",)
    steps = (problem for step in flow.in_order for problem in _step(flow, step))
    found = (*_whole(flow), *_compares(flow), *_tables(flow), *steps)
    return tuple(f"{flow.id}{problem}" for problem in found)


# --- the flow as a whole ---


def _whole(flow: Flow) -> Iterator[str]:
    for step, times in Counter(step.id for step in flow.in_order).items():
        if times > 1:
            yield f".{step} stands {times} times, expected once"
    for earlier, later in pairwise(flow.in_order):
        if later.part < earlier.part:
            yield f".{later.id} is of part {later.part}, but follows part {earlier.part}"
    for loop in flow.steps:
        if isinstance(loop, Loop):
            yield from _loop(loop)


def _compares(flow: Flow) -> Iterator[str]:
    return (f" compares {name!r}, which is not a step" for name in flow.compares if name not in flow.by_id)


def _loop(loop: Loop) -> Iterator[str]:
    if not loop.steps:
        yield f" loops over {loop.over!r} without steps"
    for step in loop.steps:
        if step.repeat is not None:
            yield f".{step.id} repeats over {step.repeat!r} inside the loop over {loop.over!r}, expected the loop alone"


_Names = Callable[[AnyStep], tuple[str | None, ...]]

_USES: Mapping[str, _Names] = {
    "conditions": lambda step: (step.when,),
    "options": lambda step: (step.options,) if isinstance(step, Choice | Several) else (),
    "suggestions": lambda step: (
        (step.suggest,)
        if isinstance(step, Choice | Scale | Grid)
        else ((step.start,) if isinstance(step, Arrange) else ())
    ),
    "views": lambda step: (
        (step.view, step.picture) if isinstance(step, Show) else ((step.price,) if isinstance(step, Arrange) else ())
    ),
}
"""For each table of a flow, the names of it that a step uses."""


def _tables(flow: Flow) -> Iterator[str]:
    yield from _table(flow, "repeats", _repeats_used(flow))
    for table, names in _USES.items():
        yield from _table(flow, table, [(step.id, name) for step in flow.in_order for name in names(step)])


def _repeats_used(flow: Flow) -> list[tuple[str, str | None]]:
    own = [(step.id, step.repeat) for step in flow.in_order]
    return own + [(f"loop {part.over}", part.over) for part in flow.steps if isinstance(part, Loop)]


_OF_NO_STEP = frozenset({WHY, WHY_PAIRS, SUMMARY, OPEN_POINTS})
"""What the bot asks of a flow beside its steps."""


def _table(flow: Flow, table: str, used: Iterable[tuple[str, str | None]]) -> Iterator[str]:
    declared: Mapping[str, object] = getattr(flow, table)
    names = set[str]()
    for user, name in used:
        if name is not None:
            names.add(name)
            if name not in declared:
                yield f".{user} names {name!r}, which is not among the {table}: {', '.join(sorted(declared))}"
    for name in sorted(declared.keys() - names - _OF_NO_STEP):
        yield f".{table} declares {name!r}, which no step uses"


# --- one step ---


def _step(flow: Flow, step: AnyStep) -> Iterator[str]:
    if not _PLAIN_NAME.fullmatch(step.id):
        yield f".{step.id} is no plain name, expected lower case letters, digits and _"
    if step.voice is Voice.EACH and not isinstance(step, Choice | Scale | Fill):
        yield f".{step.id} is a {type(step).__name__} in everyone's own voice, expected a Choice or a Scale"
    yield from _locks(flow, step)
    yield from _codes(step)
    yield from _kind(step)
    yield from _asked_again(flow, step)
    if isinstance(step, Show):
        yield from _show(flow, step)
    if isinstance(step, Fill):
        yield from _filled(flow, step)


def _locks(flow: Flow, step: AnyStep) -> Iterator[str]:
    order = [other.id for other in flow.in_order]
    for lock in step.locked_by:
        if lock not in order:
            yield f".{step.id} is locked by {lock!r}, which is not a step"
        elif order.index(lock) >= order.index(step.id):
            yield f".{step.id} is locked by {lock!r}, which does not come before it"
        elif (there := _over(flow, flow.by_id[lock])) != (here := _over(flow, step)):
            yield f".{step.id} is locked by {lock!r}, which is repeated over {there!r}, not over {here!r}"


def _over(flow: Flow, step: AnyStep) -> str | None:
    return flow.loop_of.get(step.id) or step.repeat


def _kind(step: AnyStep) -> Iterator[str]:
    match step:
        case Choice() | Several():
            if not step.choices and step.options is None:
                yield f".{step.id} has nothing to choose, expected choices or options"
        case Grid():
            if not step.rows or not step.columns:
                yield f".{step.id} has {len(step.rows)} rows and {len(step.columns)} columns, expected some of both"
        case ListOf():
            if not _PLAIN_NAME.fullmatch(step.prefix):
                yield f".{step.id} starts its ids with {step.prefix!r}, expected a plain name"
        case Scale() | Text() | Date() | Arrange() | Fill() | Show():
            pass
        case _:
            assert_never(step)


def _show(flow: Flow, step: Show) -> Iterator[str]:
    if step.required:
        yield f".{step.id} is a required Show, but a Show has no answer"
    if step.picture in flow.by_id:
        yield f".{step.id} has a picture called {step.picture!r}, which is a step; what was shown is kept by both names"


def _filled(flow: Flow, step: Fill) -> Iterator[str]:
    """A sheet is filled in once, by one person alone; what it is brought is there when it begins."""
    if _over(flow, step) is not None:
        yield f".{step.id} is repeated over {_over(flow, step)!r}, but a sheet is filled in once"
    if step.voice is not Voice.EACH:
        yield f".{step.id} is filled in {step.voice}, expected each"
    order = [other.id for other in flow.in_order]
    for name in step.brings:
        if name not in order[: order.index(step.id)]:
            yield f".{step.id} brings {name!r}, which does not come before it"
        if name in step.sheet.by_id:
            yield f".{step.id} brings {name!r}, which is a step of {step.sheet.id} as well"
    yield from (f".{step.id}: {problem}" for problem in problems_in(step.sheet))
    yield from (f".{step.id}: {step.sheet.id}{fault}" for part in step.sheet.in_order for fault in _alone(step, part))


def _asked_again(flow: Flow, step: AnyStep) -> Iterator[str]:
    """What is asked again was asked before in the same way; a sheet asks again what stood on those it names."""
    if step.again_of is None or step.voice is not Voice.EACH:
        return
    then = flow.by_id.get(step.again_of)
    if not isinstance(then, type(step)) or then.voice is not Voice.EACH:
        yield f".{step.id} asks {step.again_of!r} again, expected a hidden question of the same kind"
    elif isinstance(step, Fill) and isinstance(then, Fill):
        again = {part.again_of for part in step.sheet.in_order if part.again_of is not None}
        yield from (
            f".{step.id} asks {name!r} again, which was on no sheet" for name in again - then.sheet.by_id.keys()
        )


def _alone(fill: Fill, step: AnyStep) -> Iterator[str]:
    if isinstance(step, Fill):
        yield f".{step.id} stands on a sheet, which has no sheets of its own"
    elif step.voice is not Voice.TOGETHER:
        yield f".{step.id} stands on a sheet in the voice {step.voice}, expected together"
    if step.seen_by is SeenBy.NAME and fill.named is None:
        yield f".{step.id} is seen by name, but nobody is named"


def _codes(step: AnyStep) -> Iterator[str]:
    for codes in _code_lists(step):
        for code, times in Counter(codes).items():
            if times > 1:
                yield f".{step.id} has the code {code!r} {times} times, expected once"
            yield from (f".{step.id} has the code {code!r}, {fault}" for fault in _faults_of(code))
    if isinstance(step, Grid):
        for row in step.rows:
            for column in step.columns:
                if len(f"{row}={column}".encode()) > CODE_MOST_BYTES:
                    yield f".{step.id} has the cell '{row}={column}', expected at most {CODE_MOST_BYTES} bytes"


def _code_lists(step: AnyStep) -> tuple[tuple[str, ...], ...]:
    if isinstance(step, Grid):
        return (step.rows, step.columns)
    return (step.choices,) if isinstance(step, Choice | Several) else ()


def _faults_of(code: str) -> Iterator[str]:
    if len(code.encode()) > CODE_MOST_BYTES:
        yield f"expected at most {CODE_MOST_BYTES} bytes"
    if code in RESERVED:
        yield "which is a word of the engine"
    elif not _PLAIN_CODE.fullmatch(code):
        yield "expected lower case letters, digits and _"


# --- words ---


def texts_needed(flow: Flow) -> frozenset[str]:
    """Return the keys that every full catalogue of a flow must hold, without the name of the flow in front."""
    onward = ("offer.tell", "offer.begin") if flow.offers is not None else ()
    return frozenset((*(key for step in flow.in_order for key in _texts_of(step)), *onward))


def _texts_of(step: AnyStep) -> Iterator[str]:
    if isinstance(step, Show):
        yield f"{step.id}.tell"
        return
    yield from (f"{step.id}.title", f"{step.id}.ask")
    match step:
        case Choice() | Several():
            yield from (f"{step.id}.choices.{code}" for code in step.choices)
        case Grid():
            yield from (f"{step.id}.rows.{row}" for row in step.rows)
            yield from (f"{step.id}.columns.{column}" for column in step.columns)
        case Scale() | Text() | ListOf() | Date() | Arrange() | Fill():
            pass
        case _:
            assert_never(step)
