"""Public holidays of where a chat lives, unless it chose to go on."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, time

import pytest

from bot.rest import next_holiday, public_holidays, rest_of
from bot.store.chat_rows import Group, RestSettings

CHRISTMAS = date(2026, 12, 25)
GROUP = Group(
    id=1, tg_id=-1, kind="group", language="nl", time_zone="Europe/Brussels", active=True, greeted=True,
    last_message_id=0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "rests"),
    [
        pytest.param(CHRISTMAS, True, id="Christmas"),
        pytest.param(date(2027, 3, 29), True, id="Easter Monday moves"),
        pytest.param(date(2027, 5, 6), True, id="and so does Ascension Day"),
        pytest.param(date(2026, 7, 21), True, id="the national day"),
        pytest.param(date(2026, 11, 11), True, id="Armistice Day"),
        pytest.param(date(2026, 7, 11), False, id="the day of Flanders is no public holiday"),
        pytest.param(date(2026, 12, 26), False, id="nor is Boxing Day, in Belgium"),
    ],
)
def test_a_chat_in_belgium_rests_on_belgian_public_holidays(day: date, *, rests: bool) -> None:
    assert (day in rest_of(GROUP).holidays) is rests


def test_a_chat_that_chose_so_goes_on_on_a_holiday() -> None:
    assert CHRISTMAS not in rest_of(replace(GROUP, rest=RestSettings(holidays=True))).holidays


def test_other_countries_have_their_own_and_where_no_country_is_known_there_are_none() -> None:
    assert date(2026, 7, 14) in public_holidays("Europe/Paris")
    assert date(2026, 7, 21) not in public_holidays("Europe/Paris")
    assert CHRISTMAS not in public_holidays("Etc/UTC")


def test_the_hours_and_sundays_are_those_the_chat_chose() -> None:
    chosen = RestSettings(quiet_from=time(22), quiet_to=time(7), sundays=True)
    rest = rest_of(replace(GROUP, rest=chosen))
    assert (rest.quiet_from, rest.quiet_to, rest.sundays) == (time(22), time(7), True)


def test_the_next_holiday_is_from_today_on() -> None:
    assert next_holiday("Europe/Brussels", date(2026, 11, 25)) == CHRISTMAS
    assert next_holiday("Europe/Brussels", CHRISTMAS) == CHRISTMAS
    assert next_holiday("Etc/UTC", CHRISTMAS) is None


def test_a_bot_that_starts_loads_no_holidays() -> None:
    script = "import sys, bot.app; raise SystemExit('holidays' in sys.modules or 'icalendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0  # noqa: S603 our own script
