"""What buttons carry, and how they stand in rows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.keyboards import Codec, Pressed, all_or_stacked, fits_in_row, in_rows, run_linked
from bot.outgoing import Button

CODEC = Codec(b"secret")


def buttons(*labels: str) -> list[Button]:
    return [Button(label, data="x") for label in labels]


def widths(rows: tuple[tuple[Button, ...], ...]) -> list[int]:
    return [len(row) for row in rows]


def test_a_button_is_read_back_by_its_own_group_only() -> None:
    data = CODEC.encode(5, 71, 12345, "thing:a1")
    assert data.startswith("1|1z|9ix|thing:a1|")
    assert CODEC.decode(5, data) == Pressed(71, 12345, "thing:a1")
    assert CODEC.decode(6, data) is None
    assert Codec(b"other").decode(5, data) is None


def test_every_changed_sign_is_noticed() -> None:
    data = CODEC.encode(5, 7, 3, "left")
    for place in range(len(data)):
        changed = data[:place] + ("a" if data[place] != "a" else "b") + data[place + 1 :]
        assert CODEC.decode(5, changed) is None


@given(st.integers(0, 10**9), st.integers(0, 10**6), st.text(alphabet="abcxyz019_:=+!?|@", max_size=24))
def test_whatever_is_written_is_read_back(run: int, ask: int, code: str) -> None:
    data = CODEC.encode(2**40, run, ask, code)
    assert len(data.encode()) <= 64
    assert CODEC.decode(2**40, data) == Pressed(run, ask, code)


@given(st.text(max_size=80))
def test_hostile_input_is_nothing(data: str) -> None:
    assert CODEC.decode(5, data) is None


@pytest.mark.parametrize("data", ["", "|", "1|1|1|left", "1|1|1|left|\ud800", "é" * 40, "1|1|1|1|1|1|1"])
def test_odd_input_is_nothing(data: str) -> None:
    assert CODEC.decode(5, data) is None


def test_a_button_of_another_version_is_nothing() -> None:
    body = "2|a"
    assert CODEC.decode(5, f"{body}|{CODEC._tag(5, body.encode())}") is None


def test_too_long_a_code_is_a_developers_error() -> None:
    with pytest.raises(ValueError, match="take 76 bytes, at most 64"):
        CODEC.encode(5, 1, 1, "x" * 57)


def test_a_negative_number_is_a_developers_error() -> None:
    with pytest.raises(ValueError, match="not -1"):
        CODEC.encode(5, -1, 1, "x")


def test_the_secret_is_not_printed() -> None:
    assert "secret'" not in repr(CODEC)


def test_short_labels_stand_side_by_side() -> None:
    assert widths(in_rows(buttons("ja", "nee", "deels"))) == [3]
    assert widths(in_rows(buttons("Terug", "Sla over", "Verder", "Sla rest over", "Pauze"))) == [3, 2]
    assert widths(in_rows(buttons("een heel lange keuze", "ja", "nee"))) == [1, 2]
    assert widths(in_rows(buttons(*"abcdefghij"))) == [8, 2]
    assert in_rows([]) == ()


def test_a_scale_stands_in_one_row_or_in_a_pile() -> None:
    assert widths(all_or_stacked(buttons("nooit", "soms", "vaak"))) == [3]
    assert widths(all_or_stacked(buttons("heel zelden", "af en toe", "regelmatig", "heel vaak"))) == [1, 1, 1, 1]
    assert not fits_in_row([])


# --- links ---


def test_a_link_opens_the_question_that_it_was_made_for() -> None:
    link = CODEC.link(36, "sheets")
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", link)
    assert run_linked(link) == 36
    assert CODEC.opens(link, 36, "sheets")


@pytest.mark.parametrize("link", ["", "10_", "10", "_x", "\udc80", "²_x", f"{'z' * 13}_x", CODEC.link(36, "topics")])
def test_any_other_link_opens_nothing(link: str) -> None:
    assert not CODEC.opens(link, 36, "sheets")


def test_a_link_is_no_button_and_a_button_is_no_link() -> None:
    link = CODEC.link(36, "sheets")
    assert CODEC.decode(1, link) is None
    assert run_linked(CODEC.encode(1, 36, 0, "sheets")) is None
