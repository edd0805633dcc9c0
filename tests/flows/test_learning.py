"""Tools that learn from each other: when it is taken in, what is kept, and who may read it."""

from dataclasses import replace

from core.ids import ParticipantId
from flows.catalogue import FLOWS
from flows.engine import advance
from flows.facts import Facts
from flows.learning import lessons_of, wanted, with_lessons
from flows.model import Flow, FlowName, Show, Text
from flows.run import Incoming, Learned, Reopen, Run, Status, Typed
from flows.values import Lesson, Said
from tests.flows.playing import TODAY, Group

NEWS = FlowName("news")
SUN = Lesson(kind="weather", text="zon")
SECRET = Lesson(kind="name", text="Anna", is_private=True)

PLAN = Flow(
    id=FlowName("plan"),
    version=1,
    steps=(
        Text(id="before", part=1, one=True),
        Show(id="door", part=2, view="weather", reads=(NEWS,)),
        Text(id="after", part=2, one=True),
    ),
    views={"weather": lambda facts, _: {"texts": [it.text for it in facts.lessons(NEWS, "weather", "name")]}},
)


def learned(*people: str) -> dict[FlowName, Learned]:
    return {NEWS: Learned((SUN, SECRET), tuple(map(ParticipantId, people)))}


def at_door(*names: str) -> tuple[Group, Run]:
    """A group that came past the door, and the run just before."""
    group = Group(PLAN, *names)
    before = group.run
    group.says(names[0], "soep")
    return group, before


def says(run: Run, who: str, text: str) -> Run:
    return advance(PLAN, run, Incoming(participant=ParticipantId(who), given=Typed(text)), TODAY).run


def read_in(run: Run) -> list[str]:
    return [it.text for it in run.facts().lessons(NEWS, "weather", "name")]


def test_what_others_found_is_wanted_where_a_run_comes_past_the_door() -> None:
    group, before = at_door("Anna")
    assert wanted(PLAN, before, group.run) == (NEWS,)


def test_before_and_after_the_door_nothing_is_wanted() -> None:
    group, before = at_door("Anna")
    assert wanted(PLAN, before, before) == ()
    assert wanted(PLAN, group.run, says(group.run, "Anna", "taart")) == ()


def test_a_run_that_was_done_takes_in_anew_what_was_found_since() -> None:
    group, _ = at_door("Anna")
    done = says(group.run, "Anna", "taart")
    assert done.status is Status.DONE
    given = Incoming(participant=ParticipantId("Anna"), given=Reopen("before"))
    assert wanted(PLAN, done, advance(PLAN, done, given, TODAY).run) == (NEWS,)


def test_what_was_taken_in_is_kept_as_it_stood_over_a_restart() -> None:
    group, _ = at_door("Anna")
    group.run = with_lessons(PLAN, group.run, learned("Anna"))
    group.says("Anna", "nog een woord")
    assert read_in(group.run) == ["zon", "Anna"]


def test_news_is_told_again_and_no_news_changes_nothing() -> None:
    group, _ = at_door("Anna")
    taught = with_lessons(PLAN, group.run, learned("Anna"))
    assert "door" not in taught.settled
    again = replace(taught, settled=group.run.settled)
    assert with_lessons(PLAN, again, learned("Anna")) is again


def test_what_is_for_those_who_took_part_is_read_by_them_alone() -> None:
    group, _ = at_door("Anna", "Bram")
    assert read_in(with_lessons(PLAN, group.run, learned("Anna", "Bram", "Chris"))) == ["zon", "Anna"]
    assert read_in(with_lessons(PLAN, group.run, learned("Anna", "Chris"))) == ["zon"]


def test_a_flow_without_a_handover_has_nothing_to_tell() -> None:
    run = Run(flow=PLAN.id, flow_version=1, facilitator=ParticipantId("Anna"), members=(ParticipantId("Anna"),))
    assert lessons_of(PLAN, run) == Learned((), run.members)


def test_a_handover_is_made_of_closed_answers() -> None:
    def handover(facts: Facts) -> tuple[Lesson, ...]:
        return (Lesson(kind="word", text=facts.text("before")),)

    flow = replace(PLAN, handover=handover)
    run = Run(flow=PLAN.id, flow_version=1, facilitator=ParticipantId("Anna"), settled={"before": Said(("soep",))})
    assert lessons_of(flow, run).lessons == (Lesson(kind="word", text="soep"),)


def test_every_tool_that_is_read_has_something_to_hand_over() -> None:
    reading = {name for flow in FLOWS.values() for step in flow.readers for name in step.reads}
    giving = {flow.id for flow in FLOWS.values() if flow.handover is not None}
    assert reading
    assert reading <= giving


def test_a_mark_stays_as_long_as_it_is_about_the_same() -> None:
    assert SUN.mark == replace(SUN, owner="Bram", n=4).mark
    assert SUN.mark != SECRET.mark
