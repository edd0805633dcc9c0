"""What people hear in the neighbourhood is noted in one line, and never about one person unasked."""

import pytest

from bot.playground.model import Chat
from bot.signals import noting
from tests.bot.neighbours import BOT, RITA, STOEP, forged, kept, words
from tests.bot.talk import Talk

pytestmark = pytest.mark.usefixtures("hood")


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
