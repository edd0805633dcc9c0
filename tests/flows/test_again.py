"""A flow that is gone through again: what stands ready, and what is beside it."""

from dataclasses import replace

from core.ids import ParticipantId
from flows.again import EARLIER_AT_MOST
from flows.engine import start
from flows.filling import begin_sheet
from flows.model import Flow
from flows.partner_scan import PARTNER_SCAN
from flows.partner_scan.steps import SHEETS
from flows.run import Draft, Run, Status
from flows.values import Entry, Listed, Picked, Rated, Said, Skipped, Value, Voices
from tests.flows.playing import Group
from tests.flows.street_party import PARTY

ANNA = ParticipantId("Anna")
COMPARING = replace(PARTY, compares=("name", "dishes", "known"))


def listed(*topics: str) -> Listed:
    return Listed(tuple(Entry(f"t{number}", text) for number, text in enumerate(topics, start=1)))


def begun_again(flow: Flow, last: Run | None) -> Run:
    return start(flow, ANNA, last).run


def last_time() -> Run:
    """A street party that was planned to its end."""
    group = Group(COMPARING, "Anna", "Bram")
    group.skips_to("known@d1")
    group.presses("Anna", "4")
    group.presses("Bram", "2")
    while group.run.status is Status.OPEN:
        group.skip()
    return group.run


def test_the_first_time_has_nothing_beside_it() -> None:
    run = begun_again(COMPARING, None)
    assert (run.earlier, run.aside, run.next_id) == ((), {}, 1)


def test_what_the_group_put_together_stands_ready_and_keeps_its_ids() -> None:
    last = last_time()
    run = begun_again(COMPARING, last)
    dishes = last.settled["dishes"]
    assert isinstance(dishes, Listed)
    assert run.aside["dishes"] == Draft(value=dishes)
    assert run.next_id == last.next_id > 1


def test_what_was_everyones_own_is_beside_it_and_stands_nowhere_ready() -> None:
    last = last_time()
    run = begun_again(COMPARING, last)
    assert isinstance(last.settled["known@d1"], Voices)
    assert run.earlier[0]["known@d1"] == last.settled["known@d1"]
    assert "known@d1" not in run.aside


def test_a_question_that_was_passed_is_asked_anew() -> None:
    run = begun_again(COMPARING, replace(last_time(), settled={"name": Skipped()}))
    assert run.aside == {}


def test_what_a_flow_does_not_compare_is_left_behind() -> None:
    run = begun_again(PARTY, last_time())
    assert (run.earlier, run.aside) == (({},), {})


def test_only_the_last_few_times_are_kept() -> None:
    run = last_time()
    for _ in range(EARLIER_AT_MOST + 2):
        run = begun_again(COMPARING, replace(run, settled={"name": Said(("Soep",))}))
    assert len(run.earlier) == EARLIER_AT_MOST


# --- sheets ---


def test_a_sheet_takes_over_answers_about_the_same_and_about_nothing_else() -> None:
    settled: dict[str, Value] = {"topics": listed("Samen eten", "Klussen"), "readers": Picked(("partners",))}
    group = replace(Group(PARTNER_SCAN, "Anna").run, settled=settled)
    own: dict[str, Value] = {"a1": Picked(("total",)), "p3@t1": Rated(3), "p3@t2": Rated(1), "p7a": Skipped()}
    last = replace(begin_sheet(SHEETS, group, ANNA).run, settled={**own, "topics": settled["topics"]})
    now = replace(group, settled={**settled, "topics": listed("Samen eten", "Fietsen")})
    run = begin_sheet(SHEETS, now, ANNA, last).run
    assert run.draft == Draft(value=Picked(("total",)))
    assert run.aside == {"p3@t1": Draft(value=Rated(3))}
