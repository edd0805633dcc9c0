"""What people hear in the neighbourhood: noted in one line, followed up, told back."""

from datetime import date, datetime, timedelta

import pytest

from bot.playground.model import Chat
from bot.signals import noting
from core.thresholds import SIGNAL_BACK_AFTER, SIGNALS_SHOWN
from tests.bot.neighbours import BOT, Neighbourhood, words
from tests.bot.talk import Talk, Toast

STOEP = "de stoep ligt los, Kerkstraat, wie volgt op: wij"
RITA = "oma Rita komt niet meer buiten"


@pytest.fixture(autouse=True)
async def hood(talk: Talk) -> Neighbourhood:
    await talk.moves(days=_days_to_march(talk.world.now()))
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    return Neighbourhood(talk)


def _days_to_march(now: datetime) -> int:
    """From now to the first Monday of March: days of work, and no holiday before Easter."""
    march = date(now.year + 1, 3, 1)
    return (march + timedelta(days=-march.weekday() % 7) - now.date()).days


@pytest.fixture
async def core(hood: Neighbourhood) -> Chat:
    chat = await hood.group("Kern")
    await hood.link(chat)
    return chat


def kept(talk: Talk) -> list[tuple[str, str]]:
    return talk.rows("SELECT text, status FROM signal ORDER BY id")


async def forged(talk: Talk, chat: Chat, code: str) -> Toast:
    """Fatma presses a button that the newest message has no more, or never had."""
    group = talk.one("SELECT group_id FROM chat_alias WHERE tg_chat_id = ?", chat.id)
    return await talk.forges(talk.fatma, talk.last(chat), talk.codec().encode(group, 0, 0, code))


# --- noting ---


async def test_a_line_behind_the_command_is_noted_and_said_where_it_goes(talk: Talk, core: Chat) -> None:
    await talk.says(talk.bert, f"/signaal{BOT} {STOEP}\n en   nog")
    assert kept(talk) == [(f"{STOEP} en nog", "open")]
    assert talk.last().text == words("signals.noted", home="", core="Kern", is_core=False).strip()
    assert "hoogstens" not in talk.last().text


async def test_without_a_core_group_it_stays_on_the_list_of_the_group_and_says_so(talk: Talk) -> None:
    await talk.says(talk.bert, f"/signaal{BOT} {STOEP}")
    assert "nog geen kerngroep" in talk.last().text
    await talk.says(talk.bert, f"/signalen{BOT}")
    assert f"1. {STOEP}" in talk.last().text
    await talk.taps(talk.fatma, "sig:close+1")
    assert talk.last().text.endswith("afgehandeld")
    assert talk.codes(talk.last()) == []
    await talk.says(talk.bert, f"/signalen{BOT}")
    assert talk.last().text == words("signals.list.nothing")


async def test_the_prompt_says_what_never_to_write_and_a_reply_is_noted(talk: Talk, core: Chat) -> None:
    await talk.says(talk.fatma, f"/signaal{BOT}")
    prompt = talk.last()
    assert "Schrijf nooit over de zorg of de situatie van iemand" in prompt.text
    assert "Ook de kerngroep (Kern)" in prompt.text
    assert kept(talk) == []
    await talk.says(talk.fatma, STOEP, prompt)
    assert kept(talk) == [(STOEP, "open")]


@pytest.mark.parametrize("text", ["x" * 281, "   \n "])
async def test_what_is_no_line_is_not_kept(talk: Talk, text: str) -> None:
    await talk.says(talk.fatma, f"/signaal{BOT}")
    prompt = talk.last()
    if text.strip():
        await talk.says(talk.fatma, text, prompt)
        assert talk.last().text == words("signals.too_long")
    else:
        photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
        said = talk.world.json_of(await talk.says(talk.fatma, "foto"))
        said |= {"photo": photo, "reply_to_message": talk.world.json_of(prompt)}
        talk.world.updates.add("message", {k: v for k, v in said.items() if k != "text"}, talk.chat.id)
        await talk.settled()
        assert talk.last().text == words("signals.empty")
    assert kept(talk) == []


async def test_a_line_about_one_person_is_asked_about_and_only_its_writer_keeps_it(talk: Talk, core: Chat) -> None:
    await talk.says(talk.fatma, f"/signaal{BOT} {RITA}")
    asked = talk.last()
    assert "een naam" in asked.text
    assert "Rita" not in asked.text
    assert kept(talk) == []
    keep = next(code for code in talk.codes(asked) if "keep" in code)
    toast = await talk.taps(talk.bert, keep, asked)
    assert (toast.text, toast.alert) == (words("signals.of_the_writer"), True)
    assert kept(talk) == []
    await talk.taps(talk.fatma, keep, asked)
    assert kept(talk) == [(RITA, "open")]
    assert asked.text == words("signals.noted", home="", core="Kern", is_core=False).strip()


async def test_written_differently_only_the_other_line_is_kept(talk: Talk, core: Chat) -> None:
    await talk.says(talk.fatma, f"/signaal{BOT} {RITA}")
    asked = talk.last()
    await talk.taps(talk.fatma, "sig:anew", asked)
    assert asked.text == words("signals.anew")
    await talk.says(talk.fatma, "ouderen komen minder buiten, ons plein, de actiegroep", asked)
    assert kept(talk) == [("ouderen komen minder buiten, ons plein, de actiegroep", "open")]


async def test_a_line_that_is_not_kept_any_more_must_be_written_again(talk: Talk) -> None:
    await talk.says(talk.fatma, f"/signaal{BOT} {RITA}")
    seq = talk.one("SELECT MAX(seq) FROM inbox")
    toast = await forged(talk, talk.chat, f"sig:keep+{seq + 1000}+1")
    assert toast.text == words("signals.too_late")
    assert kept(talk) == []


async def test_a_button_of_this_room_that_is_unknown_says_so(talk: Talk) -> None:
    await talk.says(talk.fatma, f"/signaal{BOT} {RITA}")
    toast = await forged(talk, talk.chat, "sig:fly+1")
    assert toast.text == words("commands.foreign_button")


async def test_a_list_that_is_full_takes_no_more(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noting, "SIGNALS_OPEN_AT_MOST", 1)
    await talk.says(talk.fatma, f"/signaal{BOT} {RITA}")
    asked = talk.last()
    for _ in range(2):
        await talk.says(talk.fatma, f"/signaal{BOT} {STOEP}")
    assert talk.last().text == words("signals.full")
    toast = await talk.taps(talk.fatma, next(code for code in talk.codes(asked) if "keep" in code), asked)
    assert toast.text == words("signals.full")
    assert kept(talk) == [(STOEP, "open")]


async def test_in_private_who_must_choose_a_group_chooses_for_themselves(talk: Talk, core: Chat) -> None:
    for chat in (talk.chat, core):
        await talk.says(talk.fatma, f"/status{BOT}", chat=chat.id)
    await talk.says(talk.fatma, f"/signaal {STOEP}", chat=talk.fatma)
    talk.world.remove_member(core.id, talk.bert, talk.fatma)
    await talk.settled()
    code = next(code for code in talk.codes(talk.last(talk.private(talk.fatma))) if not code.endswith("+1"))
    assert (await talk.taps_alone(talk.fatma, code)).text == words("signals.nowhere")


# --- in private ---


async def test_in_private_a_stranger_is_told_where_to_begin(talk: Talk) -> None:
    for text in ("/signaal", f"/signaal {STOEP}"):
        await talk.says(talk.jef, text, chat=talk.jef)
        assert talk.last(talk.private(talk.jef)).text == words("signals.nowhere")
    assert kept(talk) == []


async def test_in_private_who_is_known_in_one_group_speaks_for_that(talk: Talk, core: Chat) -> None:
    await talk.says(talk.jef, f"/status{BOT}")
    await talk.says(talk.jef, "/signaal", chat=talk.jef)
    prompt = talk.last(talk.private(talk.jef))
    assert talk.chat.title in prompt.text
    await talk.says(talk.jef, STOEP, prompt, chat=talk.jef)
    assert talk.rows("SELECT group_id, text FROM signal") == [(1, STOEP)]
    assert f"Genoteerd voor {talk.chat.title}" in talk.last(talk.private(talk.jef)).text
    await talk.says(talk.jef, "/signalen", chat=talk.jef)
    assert talk.last(talk.private(talk.jef)).text == words("signals.list.in_group")


async def test_in_private_who_is_known_in_more_groups_is_asked_which(talk: Talk, core: Chat) -> None:
    await talk.says(talk.fatma, f"/status{BOT}")
    await talk.says(talk.fatma, f"/status{BOT}", chat=core.id)
    alone = talk.private(talk.fatma)
    await talk.says(talk.fatma, "/signaal", chat=talk.fatma)
    await talk.says(talk.fatma, RITA, talk.last(alone), chat=talk.fatma)
    assert [label for label, _ in talk.buttons(talk.last(alone))] == [talk.chat.title, "Kern"]
    which = talk.last(alone)
    await talk.taps_alone(talk.fatma, next(code for code in talk.codes(which) if code.endswith("+1")))
    assert kept(talk) == []
    await talk.taps_alone(talk.fatma, next(code for code in talk.codes(talk.last(alone)) if "keep" in code))
    assert talk.rows("SELECT group_id, text FROM signal") == [(1, RITA)]
    await talk.says(talk.fatma, f"/signaal {STOEP}", chat=talk.fatma)
    await talk.taps_alone(talk.fatma, next(code for code in talk.codes(talk.last(alone)) if not code.endswith("+1")))
    assert kept(talk)[1] == (STOEP, "open")
    assert "lijst van de kerngroep" in talk.last(alone).text


async def test_who_left_the_group_speaks_for_it_no_more(talk: Talk, core: Chat) -> None:
    await talk.says(talk.jef, f"/status{BOT}")
    await talk.says(talk.jef, "/signaal", chat=talk.jef)
    prompt = talk.last(talk.private(talk.jef))
    talk.world.remove_member(talk.chat.id, talk.an, talk.jef)
    await talk.settled()
    await talk.says(talk.jef, STOEP, prompt, chat=talk.jef)
    assert talk.last(talk.private(talk.jef)).text == words("signals.nowhere")
    assert kept(talk) == []


async def test_who_left_between_two_taps_speaks_for_it_no_more(talk: Talk, core: Chat) -> None:
    await talk.says(talk.jef, f"/status{BOT}")
    await talk.says(talk.jef, f"/signaal {RITA}", chat=talk.jef)
    talk.world.remove_member(talk.chat.id, talk.an, talk.jef)
    await talk.settled()
    toast = await talk.taps_alone(
        talk.jef, next(c for c in talk.codes(talk.last(talk.private(talk.jef))) if "keep" in c)
    )
    assert toast.text == words("signals.nowhere")


# --- the core group ---


async def heard(talk: Talk, *lines: str) -> None:
    for line in lines:
        await talk.says(talk.bert, f"/signaal{BOT} {line}")


async def test_the_core_group_hears_of_a_day_in_one_message_and_nobody_is_named(talk: Talk, core: Chat) -> None:
    said = len(talk.spoken(core))
    await heard(talk, STOEP, "het <bankje> is weg")
    assert len(talk.spoken(core)) == said
    await talk.moves(days=1)
    assert len(talk.spoken(core)) == said + 1
    told = talk.last(core)
    assert f"1. {STOEP} ({talk.chat.title})" in told.text
    assert "2. het <bankje> is weg" in told.text
    assert "Bert" not in told.text
    assert talk.codes(told) == ["sig:take+1", "sig:done+1", "sig:take+2", "sig:done+2"]
    await talk.moves(days=1)
    assert len(talk.spoken(core)) == said + 1


async def test_one_tap_takes_it_up_and_the_chat_it_came_from_sees_that(
    talk: Talk, hood: Neighbourhood, core: Chat
) -> None:
    await heard(talk, STOEP)
    await talk.moves(days=1)
    toast = await hood.taps(talk.fatma, "sig:take+1", core)
    assert toast.text == words("signals.taken_here")
    assert len(toast.text) <= 200
    assert talk.last().text == words("signals.taken", text=STOEP)
    assert talk.last(core).text.endswith("wordt opgevolgd")
    assert talk.codes(talk.last(core)) == ["sig:done+1"]
    late = await forged(talk, core, "sig:take+1")
    assert late.text == words("signals.taken_already")
    assert talk.texts().count(words("signals.taken", text=STOEP)) == 1
    assert kept(talk) == [(STOEP, "taken")]


async def test_what_came_of_it_is_told_back_once(talk: Talk, hood: Neighbourhood, core: Chat) -> None:
    await heard(talk, STOEP)
    await talk.moves(days=1)
    told = talk.last(core)
    await hood.taps(talk.fatma, "sig:done+1", core)
    question = talk.last(core)
    await talk.says(talk.fatma, "x" * 281, question, chat=core.id)
    assert talk.last(core).text == words("signals.too_long")
    await talk.says(talk.fatma, "de stad legt ze dinsdag recht", question, chat=core.id)
    assert talk.last(core).text == words("signals.told_back", title=talk.chat.title)
    assert talk.last().text == words("signals.answered", text=STOEP, outcome="de stad legt ze dinsdag recht")
    assert kept(talk) == [(STOEP, "answered")]
    assert told.text.endswith("afgehandeld en doorgezegd")
    assert talk.codes(told) == []
    said = len(talk.spoken())
    await talk.says(talk.bert, "nog eens", question, chat=core.id)
    assert talk.last(core).text == words("signals.over")
    for code in ("take", "done"):
        assert (await forged(talk, core, f"sig:{code}+1")).text == words("signals.over")
    assert len(talk.spoken()) == said


async def test_a_name_in_what_is_told_back_is_asked_about_too(talk: Talk, hood: Neighbourhood, core: Chat) -> None:
    await heard(talk, STOEP)
    await talk.says(talk.fatma, f"/signalen{BOT}", chat=core.id)
    await hood.taps(talk.fatma, "sig:done+1", core)
    await talk.says(talk.fatma, "mevrouw De Smet belde de stad", talk.last(core), chat=core.id)
    asked = talk.last(core)
    said = len(talk.spoken())
    send = next(code for code in talk.codes(asked) if "send" in code)
    assert (await hood.taps(talk.bert, send, core)).text == words("signals.of_the_writer")
    assert len(talk.spoken()) == said
    await hood.taps(talk.fatma, send, core)
    assert talk.last().text == words("signals.answered", text=STOEP, outcome="mevrouw De Smet belde de stad")
    assert asked.text == words("signals.told_back", title=talk.chat.title)


async def test_unanswered_it_comes_back_once_and_then_stays_in_the_overview(talk: Talk, core: Chat) -> None:
    await heard(talk, STOEP)
    said = len(talk.spoken(core))
    for _ in range(3):
        await talk.moves(days=SIGNAL_BACK_AFTER.days + 1)
    assert len(talk.spoken(core)) == said + 2
    await talk.says(talk.fatma, f"/overzicht{BOT}", chat=core.id)
    assert f"• {STOEP} ({talk.chat.title})" in talk.last(core).text
    await talk.says(talk.fatma, f"/overzicht{BOT}")
    assert f"• {STOEP}" in talk.last().text
    assert talk.chat.title not in talk.last().text


async def test_more_than_a_handful_come_over_more_days(talk: Talk, core: Chat) -> None:
    await heard(talk, *(f"plek {chr(97 + number)}" for number in range(SIGNALS_SHOWN + 2)))
    await talk.says(talk.fatma, f"/signalen{BOT}", chat=core.id)
    assert words("signals.list.more", n=2) in talk.last(core).text
    await talk.moves(days=1)
    assert "plek e" in talk.last(core).text
    assert "plek f" not in talk.last(core).text
    await talk.moves(days=1)
    assert "plek f" in talk.last(core).text


async def test_signals_wait_for_the_end_of_rest(talk: Talk, core: Chat) -> None:
    await talk.moves(days=5)  # Saturday
    await heard(talk, STOEP)
    said = len(talk.spoken(core))
    await talk.moves(days=1)
    assert len(talk.spoken(core)) == said
    await talk.moves(days=1)
    assert len(talk.spoken(core)) == said + 1


async def test_a_core_group_that_comes_later_hears_of_what_waited(talk: Talk, hood: Neighbourhood) -> None:
    await heard(talk, STOEP)
    core = await hood.group("Kern")
    await hood.link(core, "platform")
    await hood.board(talk.bert, core)
    await hood.taps(talk.bert, "hood:role+core_group", core)
    await talk.moves(days=1)
    assert STOEP in talk.last(core).text


async def test_who_is_core_group_no_more_hears_nothing_and_takes_up_nothing(
    talk: Talk, hood: Neighbourhood, core: Chat
) -> None:
    await heard(talk, STOEP)
    await talk.says(talk.fatma, f"/signalen{BOT}", chat=core.id)
    await hood.says(talk.bert, f"/ontkoppel{BOT}", core)
    await hood.taps(talk.bert, "hood:parted", core)
    assert talk.rows("SELECT 1 FROM schedule") == []
    said = len(talk.spoken())
    for code in ("take", "done"):
        assert (await hood.taps(talk.bert, f"sig:{code}+1", core)).text == words("signals.over")
    assert len(talk.spoken()) == said
    assert kept(talk) == [(STOEP, "open")]


async def test_where_it_was_heard_can_be_gone_and_that_blocks_nobody(
    talk: Talk, hood: Neighbourhood, core: Chat
) -> None:
    await heard(talk, STOEP)
    talk.world.remove_bot(talk.chat.id, talk.an)
    await talk.moves(days=1)
    await hood.taps(talk.fatma, "sig:take+1", core)
    assert kept(talk) == [(STOEP, "taken")]
    assert talk.rows("SELECT 1 FROM outbox WHERE status IN ('waiting', 'unknown')") == []


async def test_a_chat_that_moved_keeps_its_signals_and_hears_what_came_of_them(
    talk: Talk, hood: Neighbourhood, core: Chat
) -> None:
    await heard(talk, STOEP)
    talk.world.migrate(talk.chat.id)
    moved = talk.world.migrate(core.id)
    await talk.settled()
    await talk.moves(days=1)
    await hood.taps(talk.fatma, "sig:take+1", moved)
    assert talk.last().text == words("signals.taken", text=STOEP)


async def test_a_chat_may_tick_off_its_own_only(talk: Talk, hood: Neighbourhood, core: Chat) -> None:
    await heard(talk, STOEP)
    await talk.says(talk.fatma, f"/signalen{BOT}", chat=core.id)
    toast = await forged(talk, core, "sig:close+1")
    assert toast.text == words("signals.over")
    assert kept(talk) == [(STOEP, "open")]
