"""Laws that hold whatever people do, in whatever order, with a restart after every turn."""

import ast
from collections.abc import Iterable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import flows
from flows.engine import NOTICES
from flows.model import Voice
from flows.order import next_place, places, step_at
from flows.run import Control, Given, Notice, Park, Press, Reopen, Run, Status, Steer, Typed
from flows.values import Listed, Picked, Seen, Skipped, Voices, place_of
from tests.flows.playing import Group
from tests.flows.street_party import PARTY

NAMES = ("Anna", "Bram", "Chris", "Zoë")

CODES = sorted({
    "small", "big", "street", "hall", "music", "games", "fire", "water", "power", "0", "1", "3", "4", "d1", "d2", "d3",
    "home", "kids", "in:1", "in:30", "tables=us", "lights=town", "lights=us", "take", "move", "thing:d1", "thing:d2",
    "to:0", "to:1", "to:new", "yes", "no", "same", "apart", "?", "!", "", "²",
})  # fmt: skip
LINES = ("Soep", "Soepp", "Taart\nSla", "-1", "- ", "2", "x" * 70, "", "12/6", "31/2", "<b>&", "-٢")
PLACES = tuple(step.id + suffix for step in PARTY.in_order for suffix in ("", "@d1", "@d2"))
EVENLY_STEERED = (Control.NEXT, Control.NEXT, Control.NEXT, Control.SKIP, Control.BACK, *Control)


def _given(ask: int) -> st.SearchStrategy[Given]:
    """What someone may do while card number `ask` is open; a few are of an older or a coming card."""
    asks = st.sampled_from((ask, ask, ask, ask, ask - 1, ask + 1))
    return st.one_of(
        st.builds(Press, asks, st.sampled_from(CODES)),
        st.builds(Press, asks, st.sampled_from(CODES)),
        st.builds(Typed, st.sampled_from(LINES), st.one_of(st.none(), asks)),
        st.builds(Steer, st.sampled_from(EVENLY_STEERED), st.one_of(st.none(), asks)),
        st.builds(Reopen, st.sampled_from(PLACES)),
        st.builds(Park, st.sampled_from(LINES)),
    )


def _played(data: st.DataObject, turns: int = 40) -> Iterable[tuple[Run, str, Given, Group]]:
    """Play random turns; each with the run before it, and who did what."""
    group = Group(PARTY, *NAMES[: data.draw(st.integers(1, 3), label="people")])
    if data.draw(st.booleans(), label="in the middle"):
        group.skips_to(data.draw(st.sampled_from(("dishes", "known@d1", "cook@d1", "tasks", "courses")), label="at"))
    for _ in range(turns):
        who = data.draw(st.sampled_from(NAMES), label="who")
        done = data.draw(_given(group.run.ask), label="does")
        before = group.run
        group.does(who, done, admin=data.draw(st.booleans(), label="admin"))
        yield before, who, done, group


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_nothing_people_do_breaks_a_run(data: st.DataObject) -> None:
    for before, who, done, group in _played(data):
        run = group.run
        _is_consistent(run)
        _lost_nothing(before, run, done)
        assert {effect.key for effect in group.effects if isinstance(effect, Notice)} <= NOTICES
        refused = [effect for effect in group.effects if isinstance(effect, Notice) and effect.loud]
        if refused and not run.draft.warned:
            assert run == before, f"{who} was refused {refused}, but something changed"


def _is_consistent(run: Run) -> None:
    if run.status is not Status.STOPPED:
        assert (run.current is not None) == (run.status in {Status.OPEN, Status.PAUSED})
    assert run.status is Status.PAUSED or not run.members or run.facilitator in run.members
    assert len(set(run.members)) == len(run.members)
    if run.current is not None:
        assert run.current == next_place(PARTY, run), "the open question is the one that comes next"
        assert run.current in {place_of(step.id, item) for step, item in places(PARTY, run.facts())}
    for place, votes in run.votes.items():
        assert votes
        assert step_at(PARTY, place).voice is Voice.EACH
    for place, value in run.settled.items():
        is_each = step_at(PARTY, place).voice is Voice.EACH
        assert isinstance(value, Voices | Skipped) if is_each else not isinstance(value, Voices)


def _lost_nothing(before: Run, run: Run, done: Given) -> None:
    """Closed answers stay, but for messages and groups that are looked at again; voices go only with who left."""
    for place, value in before.settled.items():
        if place not in run.settled:
            assert isinstance(value, Seen) or place == "courses"
        elif run.settled[place] != value and not isinstance(value, Seen):
            assert place == before.current or (isinstance(done, Steer) and done.control is Control.SKIP_REST)
    if not (isinstance(done, Steer) and done.control is Control.LEAVE):
        for place, votes in before.votes.items():
            assert votes.keys() <= run.votes[place].keys()
    assert run.parked[: len(before.parked)] == before.parked
    assert run.ask >= before.ask


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_run_that_is_not_over_can_always_be_brought_to_its_end(data: st.DataObject) -> None:
    *_, (_, _, _, group) = _played(data, turns=25)
    if group.run.status is Status.STOPPED:
        return
    group.steer("Zoë", Control.JOIN)
    group.steer("Zoë", Control.TAKE_OVER, admin=True)
    group.facilitator = "Zoë"
    group.steer("Zoë", Control.RESUME)
    for _ in range(120):
        if group.run.status is Status.DONE:
            break
        _answer_anything(group)
    assert group.run.status is Status.DONE, f"stuck at {group.run.current} with {group.effects}"


def _answer_anything(group: Group) -> None:
    group.skip()
    if group.notice == "required":
        while group.run.draft.doubts:
            group.presses("Zoë", "apart")
        if group.run.current == "needed" and group.on_card() in {None, Picked(())}:
            group.presses("Zoë", "water")
        elif group.on_card() in {None, Listed(())}:
            group.says("Zoë", "Iets nieuws")
        group.next()
        group.next()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(NAMES[:3]), st.tuples(*[st.sampled_from(("0", "2", "4", "?"))] * 3))
def test_who_answers_first_makes_no_difference(order: list[str], levels: tuple[str, ...]) -> None:
    outcomes = []
    for names in (order, sorted(order)):
        group = Group(PARTY, *NAMES[:3]).skips_to("known@d1")
        for name in names:
            group.presses(name, levels[NAMES.index(name)])
        outcomes.append((group.settled("known@d1"), group.run.current))
    assert outcomes[0] == outcomes[1]


def test_every_notice_of_the_engine_is_declared_and_each_declared_one_is_given() -> None:
    folder = Path(flows.__file__).parent
    calls = (
        node
        for file in folder.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Refused", "Notice"}
    )
    words = {word.value for call in calls for word in ast.walk(call.args[0]) if isinstance(word, ast.Constant)}
    assert words & NOTICES == NOTICES
    assert not {word for word in words if isinstance(word, str)} - NOTICES
