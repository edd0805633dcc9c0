"""`/tijd`: when the bot keeps quiet, what is planned, and who may change it; in the real chat."""

import sqlite3
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot import clock
from bot.drawing import Drawing
from bot.outgoing import ChatLook, Drawn
from bot.playground.model import Message
from bot.store.outbox_rows import stamp
from bot.stored import rhythm_as
from bot.times.menu import QUIET
from core.timetable import Rhythm
from tests.bot.planning import house
from tests.bot.talk import Talk

BRUSSELS = ZoneInfo("Europe/Brussels")
EVERY_TWO_WEEKS = Rhythm(weeks=2, weekday=4, at=time(10), since=date(2030, 1, 4))
FRIDAY = datetime(2030, 1, 4, 10, tzinfo=BRUSSELS)


@pytest.fixture
async def group(talk: Talk) -> Talk:
    """A group with the bot in it; An made it."""
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    return talk


def plan(talk: Talk, kind: str, due: datetime, rhythm: Rhythm | None = None, meant: datetime | None = None) -> None:
    """Plan something in the group, as a room would."""
    values = (kind, rhythm and rhythm_as(rhythm), stamp(due), stamp(meant or due))
    with sqlite3.connect(talk.database) as connection:
        connection.execute(
            "INSERT INTO schedule (group_id, kind, about, rhythm, due, meant, created_at)"
            " VALUES (1, ?1, lower(hex(randomblob(4))), ?2, ?3, ?4, '')",
            values,
        )


def moments(talk: Talk) -> list[datetime]:
    return [datetime.fromisoformat(due) for (due,) in talk.rows("SELECT due FROM schedule ORDER BY id")]


def rest(talk: Talk) -> tuple[object, ...]:
    row: tuple[object, ...] = talk.rows("SELECT quiet_from, quiet_to, on_sundays, on_holidays FROM chat_group")[0]
    return row


async def menu(talk: Talk) -> Message:
    await talk.says(talk.an, "/tijd")
    return talk.last()


# --- looking ---


async def test_it_shows_when_it_keeps_quiet_and_that_nothing_is_planned(group: Talk) -> None:
    await group.says(group.bert, "/tijd")
    shown = group.last().text
    assert "Brussel, Europe/Brussels" in shown
    assert "Van 21:00 tot 08:00 zeg ik niets uit mezelf." in shown
    assert "Op zondag zeg ik niets uit mezelf." in shown
    assert "Op feestdagen zeg ik niets uit mezelf; de volgende is " in shown
    assert "nog niets gepland" in shown
    assert [label for label, _ in group.buttons(group.last())] == [
        "Stille uren", "Zondag wel", "Feestdagen wel", "Andere tijdzone",
    ]  # fmt: skip


async def test_it_shows_what_is_planned_at_the_moment_it_will_come(group: Talk) -> None:
    plan(group, "follow_up", datetime(2030, 1, 5, 22, tzinfo=BRUSSELS))  # Saturday evening
    plan(group, "check_in", FRIDAY, EVERY_TWO_WEEKS)
    plan(group, "something_unseen", FRIDAY)
    shown = (await menu(group)).text
    assert shown.splitlines()[-2:] == [
        "• de check-in: 4 januari 2030 om 10:00, elke 2 weken",
        "• vragen wat er van jullie plan kwam: 7 januari 2030 om 08:00",
    ]
    assert "In mijn agenda" in str(group.last().markup)


async def test_in_english_and_in_private_it_is_there_too(group: Talk) -> None:
    group.world.say(group.fatma, group.fatma, "/start")
    await group.settled()
    await group.taps_alone(group.fatma, "lang:en")
    await group.says(group.fatma, "/time", chat=group.fatma)
    assert "When I say something here" in group.last(group.private(group.fatma)).text
    await group.taps_alone(group.fatma, "time:sundays=1")
    assert "On Sundays I may say something too." in group.last(group.private(group.fatma)).text


# --- changing ---


@pytest.mark.parametrize(("begin", "end"), QUIET)
async def test_an_admin_chooses_quiet_hours(group: Talk, begin: int, end: int) -> None:
    await menu(group)
    await group.taps(group.an, "time:quiet")
    assert "Wanneer zeg ik niets uit mezelf?" in group.last().text
    toast = await group.taps(group.an, f"time:quiet={begin}-{end}")
    assert toast.text == "Aangepast. Wat gepland was, volgt mee."
    assert rest(group)[:2] == (f"{begin:02}:00", f"{end:02}:00")
    expected = f"Van {begin:02}:00 tot {end:02}:00" if begin != end else "Ik hou geen stille uren."
    assert expected in group.last().text, "the menu is back, with what was chosen"


async def test_an_admin_chooses_sundays_and_holidays_and_goes_back(group: Talk) -> None:
    await menu(group)
    await group.taps(group.an, "Zondag wel")
    await group.taps(group.an, "Feestdagen wel")
    assert rest(group)[2:] == (1, 1)
    assert "Ook op feestdagen kan ik iets zeggen." in group.last().text
    await group.taps(group.an, "Zondag niet")
    await group.taps(group.an, "Feestdagen niet")
    assert rest(group)[2:] == (0, 0)
    await group.taps(group.an, "Stille uren")
    await group.taps(group.an, "Terug")
    assert "Wanneer ik hier iets zeg" in group.last().text


async def test_who_is_no_admin_changes_nothing(group: Talk) -> None:
    await menu(group)
    for code in ("time:quiet", "time:zone", "time:sundays=1"):
        toast = await group.taps(group.bert, code)
        assert (toast.alert, "beheerder" in toast.text) == (True, True)
    assert rest(group) == ("21:00", "08:00", 0, 0)


async def test_the_facilitator_may_change_it_too(group: Talk) -> None:
    await group.taps(group.bert, "start:six_steps")
    await menu(group)
    await group.taps(group.bert, "time:sundays=1")
    assert rest(group)[2] == 1


async def test_an_anonymous_admin_may_change_it(group: Talk) -> None:
    group.world.set_admin(group.chat.id, group.an, group.an, hidden=True)
    await group.settled()
    await group.says(group.an, "/tijd")
    assert "Wanneer ik hier iets zeg" in group.last().text


async def test_a_button_of_another_release_says_so(group: Talk) -> None:
    message = await menu(group)
    data = group.codec().encode(1, 0, 0, "time:moon=full")
    assert "werkt hier niet meer" in (await group.forges(group.an, message, data)).text


async def test_other_rest_moves_what_had_to_wait(group: Talk) -> None:
    sunday, monday = datetime(2030, 1, 6, 15, tzinfo=BRUSSELS), datetime(2030, 1, 7, 8, tzinfo=BRUSSELS)
    plan(group, "follow_up", monday, meant=sunday)
    await menu(group)
    await group.taps(group.an, "Zondag wel")
    assert moments(group) == [sunday]
    assert "6 januari 2030 om 15:00" in group.last().text


# --- zones ---


async def test_another_zone_keeps_the_time_on_the_wall(group: Talk) -> None:
    plan(group, "check_in", FRIDAY, EVERY_TWO_WEEKS)
    plan(group, "follow_up", datetime(2030, 7, 1, 9, 30, tzinfo=BRUSSELS))
    await menu(group)
    await group.taps(group.an, "time:zone")
    assert "Waar wonen jullie?" in group.last().text
    await group.taps(group.an, "Londen")
    london = ZoneInfo("Europe/London")
    assert moments(group) == [FRIDAY.replace(tzinfo=london), datetime(2030, 7, 1, 9, 30, tzinfo=london)]
    assert "Londen, Europe/London" in group.last().text
    assert "4 januari 2030 om 10:00" in group.last().text


@pytest.mark.parametrize("typed", ["Casablanca", "africa/casablanca", " Marokko "])
async def test_a_zone_can_be_typed_as_people_call_it(group: Talk, typed: str) -> None:
    await menu(group)
    await group.taps(group.an, "time:zone")
    await group.says(group.an, typed, group.last())
    assert group.one("SELECT time_zone FROM chat_group WHERE id = 1") == "Africa/Casablanca"
    assert "Casablanca, Africa/Casablanca" in group.last().text


async def test_a_zone_that_does_not_exist_says_what_to_do_and_what_may_be_meant(group: Talk) -> None:
    await menu(group)
    await group.taps(group.an, "time:zone")
    await group.says(group.an, "Europe/<b>Brusels", group.last())
    assert "“Europe/<b>Brusels” ken ik niet als stad of tijdzone." in group.last().text
    await group.says(group.an, "Mars" * 500, group.last())
    assert "met een grote stad in jullie tijdzone" in group.last().text
    await group.says(group.an, "Kathmando", group.last())
    await group.taps(group.an, "Kathmandu")
    assert group.one("SELECT time_zone FROM chat_group WHERE id = 1") == "Asia/Kathmandu"


async def test_who_is_no_admin_does_not_move_the_group(group: Talk) -> None:
    await menu(group)
    await group.taps(group.an, "time:zone")
    await group.says(group.bert, "Londen", group.last())
    assert "Dit wijzigen doet een beheerder" in group.last().text
    assert group.one("SELECT time_zone FROM chat_group WHERE id = 1") == "Europe/Brussels"


# --- the moment itself ---


async def test_the_ticker_of_the_running_bot_acts_on_what_was_due(still: Talk) -> None:
    async with still.bot():
        still.world.add_bot(still.chat.id, still.an)
        await still.settled()
        await still.says(still.an, "/tijd")
        for code in ("Zondag wel", "Feestdagen wel", "time:quiet", "time:quiet=0-0"):
            await still.taps(still.an, code)
    plan(still, "no_room_knows_this", clock.now() - timedelta(minutes=1))
    async with still.bot():
        await still.until(lambda: still.one("SELECT attempts FROM schedule") == 1)
    assert still.one("SELECT error FROM schedule") == "KeyError"


# --- the calendar ---


@pytest.mark.parametrize("way", ["command", "button"])
async def test_what_comes_back_can_be_put_in_a_calendar(group: Talk, way: str) -> None:
    plan(group, "check_in", FRIDAY, EVERY_TWO_WEEKS)
    plan(group, "follow_up", FRIDAY)
    if way == "command":
        await group.says(group.bert, "/agenda")
    else:
        await menu(group)
        await group.taps(group.bert, "In mijn agenda")
    posted = group.last()
    assert posted.text.startswith("Open dit bestand op je toestel")
    assert posted.document["file_name"] == "buurtvonk.ics"
    calendar = Calendar.from_ical(group.world.files[posted.document["file_id"]][2])
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == FRIDAY
    assert event["summary"] == "Buurtvonk: de check-in"
    assert group.one("SELECT payload FROM outbox WHERE kind = 'document'").count("BEGIN") == 0, "it is not kept"


async def test_without_anything_that_comes_back_there_is_no_file(group: Talk) -> None:
    plan(group, "follow_up", FRIDAY)
    await group.says(group.bert, "/agenda")
    assert "komt nog niets op vaste dagen terug" in group.last().text
    message = await menu(group)
    toast = await group.forges(group.an, message, group.codec().encode(1, 0, 0, "time:file"))
    assert toast.alert


async def test_what_stopped_coming_back_before_the_file_is_made_gives_none(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        drawing = Drawing(home.desk, home.store, _never)
        assert await drawing({"what": "calendar"}, ChatLook(group=1)) is None


async def _never(_: ChatLook, __: object) -> Drawn:
    raise AssertionError
