"""Days as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.days import day_after, day_from
from flows.refusal import Refused

TODAY = date(2026, 12, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("2026-12-20", date(2026, 12, 20), id="as computers write it"),
        pytest.param("2027-1-5", date(2027, 1, 5), id="without noughts"),
        pytest.param("20/12", date(2026, 12, 20), id="later this year"),
        pytest.param("15/12", date(2026, 12, 15), id="today"),
        pytest.param("14/12", date(2027, 12, 14), id="gone by this year: next year"),
        pytest.param("1.3.27", date(2027, 3, 1), id="short year"),
        pytest.param("1-3-2027", date(2027, 3, 1), id="dashes"),
        pytest.param(" 1 3 2027 ", date(2027, 3, 1), id="spaces"),
        pytest.param("29/2", date(2028, 2, 29), id="the next leap year"),
    ],
)
def test_a_day_is_read(text: str, day: date) -> None:
    assert day_from(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["", "morgen", "32/1", "31/2", "0/5", "30/2/2028", "12/13", "2026-13-01", "1/2/345", "1/2/3/4"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        day_from(text, TODAY)
    assert refused.value.key == "bad_date"


@pytest.mark.parametrize("text", ["14/12/2026", "2026-12-14", "15/12/1999", "1/1/26"])
def test_a_day_behind_us_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        day_from(text, TODAY)
    assert refused.value.key == "past_date"


@given(st.dates(date(2027, 1, 1), date(2099, 12, 31)))
def test_every_day_to_come_can_be_typed_in_each_way(day: date) -> None:
    ways = (day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day:%y}")
    assert {day_from(text, TODAY) for text in ways} == {day}


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_without_a_year_the_next_such_day_counts(today: date) -> None:
    for text in ("15/12", "1/1", "29/2"):
        found = day_from(text, today)
        assert found >= today
        assert f"{found.day}/{found.month}" == text


@given(st.text())
def test_whatever_is_typed_is_a_day_to_come_or_refused(text: str) -> None:
    try:
        day = day_from(text, TODAY)
    except Refused:
        return
    assert day >= TODAY


def test_days_ahead_are_counted_over_the_end_of_the_year() -> None:
    assert day_after(TODAY, 30) == date(2027, 1, 14)
