"""Lists that a group makes together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import ParticipantId
from core.thresholds import LIST_AT_MOST
from flows.lists import entries_of, look_alike, settle_doubt, with_lines
from flows.model import FlowName, ListOf
from flows.refusal import Refused
from flows.run import Doubt, Draft, Run
from flows.values import Entry, Listed

STEP = ListOf(id="q", part=0, prefix="a", max_length=20)


def listed(*messages: str) -> Run:
    run = Run(flow=FlowName("f"), flow_version=1, facilitator=ParticipantId("Anna"))
    for message in messages:
        run = with_lines(run, STEP, message)
    return run


def texts(run: Run) -> list[str]:
    return [entry.text for entry in entries_of(run.draft)]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("Soep", ["Soep"], id="one thing"),
        pytest.param("Soep\nTaart\r\nSla", ["Soep", "Taart", "Sla"], id="one a line"),
        pytest.param(
            "- Soep\n* Taart\n• Sla\n\u2013 Rijst\n· Kip", ["Soep", "Taart", "Sla", "Rijst", "Kip"], id="bullets"
        ),
        pytest.param("1. Soep\n2) Taart", ["Soep", "Taart"], id="numbers"),
        pytest.param("  veel   wit  ", ["veel wit"], id="white space"),
        pytest.param("\n \n- \nSoep\n", ["Soep"], id="empty lines"),
        pytest.param("3 keer soep", ["3 keer soep"], id="a number that belongs to it"),
        pytest.param("-5 graden", ["-5 graden"], id="a minus that belongs to it"),
        pytest.param("Soep\nsoep!", ["Soep"], id="the same twice"),
        pytest.param("☕\n🍰", ["☕", "🍰"], id="signs without letters"),
        pytest.param("Soep\n•\n\u200b\n\u3164\n- \u00ad", ["Soep"], id="lines nobody can see anything on"),
    ],
)
def test_a_message_becomes_things(message: str, expected: list[str]) -> None:
    assert texts(listed(message)) == expected


@pytest.mark.parametrize("message", ["-", "1.", "•\n*"])
def test_bullets_alone_are_no_answer(message: str) -> None:
    with pytest.raises(Refused, match="empty_text"):
        listed("Soep", message)


def test_a_thing_is_taken_away_by_its_number_and_ids_stay() -> None:
    run = listed("Soep\nTaart\nRijst", "-2\n- 1\nKaas")
    assert entries_of(run.draft) == (Entry("a3", "Rijst"), Entry("a4", "Kaas"))


@pytest.mark.parametrize("number", ["-0", "-3", "\u2013999"])
def test_a_number_that_is_not_there_is_refused_and_nothing_is_taken(number: str) -> None:
    run = listed("Soep\nTaart")
    with pytest.raises(Refused) as refused:
        with_lines(run, STEP, f"Kaas\n{number}")
    assert (refused.value.key, texts(run)) == ("no_such_number", ["Soep", "Taart"])


def test_one_line_too_long_refuses_the_whole_message() -> None:
    with pytest.raises(Refused) as refused:
        listed("Soep\n" + "x" * 21)
    assert (refused.value.key, refused.value.values) == ("too_long", {"max": 20, "length": 21})


def test_a_list_has_an_end() -> None:
    run = listed("\n".join(f"{number:x} {number * 211:b}" for number in range(LIST_AT_MOST)))
    with pytest.raises(Refused) as refused:
        with_lines(run, STEP, "nog een ding")
    assert (refused.value.key, refused.value.values) == ("too_many", {"max": LIST_AT_MOST})


def test_look_alikes_are_asked_about_and_never_merged() -> None:
    run = listed("Soep koken", "Soep kokend", "Rijst")
    assert texts(run) == ["Soep koken", "Soep kokend", "Rijst"]
    assert run.draft.doubts == (Doubt(newer="a2", older="a1"),)


def test_a_doubt_goes_with_either_of_its_things() -> None:
    assert listed("Soep koken\nSoep kokend", "-1").draft.doubts == ()
    assert listed("Soep koken\nSoep kokend", "-2").draft.doubts == ()
    assert len(listed("Rijst\nSoep koken\nSoep kokend", "-1").draft.doubts) == 1


def test_the_same_thing_takes_the_newer_away_with_all_doubts_about_it() -> None:
    entries = Listed((Entry("a1", "Soep"), Entry("a2", "Soepje"), Entry("a3", "Soepjes")))
    draft = Draft(value=entries, doubts=(Doubt("a2", "a1"), Doubt("a3", "a2")))
    assert settle_doubt(draft, same=True) == Draft(value=Listed((entries.entries[0], entries.entries[2])))
    assert settle_doubt(draft, same=False) == Draft(value=entries, doubts=(Doubt("a3", "a2"),))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("Helpen in huis", "helpen in het huis", True, id="a word more"),
        pytest.param("koken en eten", "Eten en koken", True, id="another order"),
        pytest.param("Café bezoek", "Cafe-bezoek", True, id="accents and dashes"),
        pytest.param("Helpen in huis", "Koffie drinken", False, id="something else"),
        pytest.param("☕", "🍰", False, id="signs"),
    ],
)
def test_look_alikes(one: str, other: str, expected: bool) -> None:  # noqa: FBT001 a case of the table
    assert look_alike(one, other) is look_alike(other, one) is expected


@given(st.lists(st.text(max_size=30), max_size=6))
def test_whatever_is_typed_ids_stay_unique_and_doubts_are_about_what_is_there(messages: list[str]) -> None:
    run = listed()
    for message in messages:
        try:
            run = with_lines(run, STEP, message)
        except Refused:
            continue
        ids = [entry.id for entry in entries_of(run.draft)]
        assert len(set(ids)) == len(ids)
        assert all({doubt.newer, doubt.older} <= set(ids) for doubt in run.draft.doubts)
        assert all(0 < len(text) <= STEP.max_length for text in texts(run))
