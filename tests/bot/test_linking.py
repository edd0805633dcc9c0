"""Chats become one neighbourhood when an admin of each agrees, and stop being one when an admin says so."""

import pytest

from core.thresholds.neighbourhood import WRONG_CODES_AT_MOST
from tests.bot.neighbours import BOT, Neighbourhood, code_of, link_of, words
from tests.bot.talk import Talk


async def test_a_chat_alone_sees_its_role_what_goes_across_and_how_to_link(talk: Talk, hood: Neighbourhood) -> None:
    text = await hood.board(talk.fatma, talk.chat)
    assert words("neighbourhood.board.alone") in text
    assert words("neighbourhood.board.role", role="actiegroep") in text
    for line in ("signalen", "check-ins", "peilingen", "voorstellen", "Anders niets"):
        assert line in text
    assert talk.codes(talk.last()) == [
        "hood:role+action_group", "hood:role+platform", "hood:role+core_group", "hood:invite",
    ]  # fmt: skip


async def test_a_code_links_two_chats_and_both_say_so(talk: Talk, hood: Neighbourhood) -> None:
    core = await hood.group("Kern <3")
    code = code_of(await hood.invites())
    await hood.says(talk.bert, f"/koppel{BOT} {code.lower()}", core)
    asked = talk.last(core).text
    assert talk.chat.title in asked
    assert "Anders niets" in asked
    assert talk.rows("SELECT id FROM initiative") == []
    await hood.joins(core, "core_group")
    assert hood.roles() == {talk.chat.title: (1, "action_group"), "Kern <3": (1, "core_group")}
    assert "Gekoppeld met" in talk.last(core).text
    assert "de kerngroep" in talk.last(core).text
    assert talk.last().text.startswith("Kern <3 hoort nu bij jullie buurt, als kerngroep.")
    assert "• Kern <3: kerngroep" in await hood.board(talk.fatma, talk.chat)
    assert f"• {talk.chat.title}: actiegroep" in await hood.board(talk.fatma, core)


async def test_the_link_does_the_same(talk: Talk, hood: Neighbourhood) -> None:
    platform = await hood.group("Plein", kind="supergroup")
    link = link_of(await hood.invites())
    assert len(f"koppel-{link}") <= 64
    await hood.says(talk.bert, f"/start{BOT} {link}", platform)
    await hood.joins(platform, "platform")
    assert hood.roles()["Plein"] == (1, "platform")


async def test_only_an_admin_invites_opens_agrees_chooses_and_parts(talk: Talk, hood: Neighbourhood) -> None:
    core = await hood.group("Kern")
    refused = words("neighbourhood.for_admins")
    await hood.board(talk.fatma, talk.chat)
    for code in ("hood:invite", "hood:role+platform"):
        toast = await hood.taps(talk.fatma, code, talk.chat)
        assert (toast.text, toast.alert) == (refused, True)
    assert len(refused) <= 200
    invitation = await hood.invites()
    for text in (f"/koppel{BOT} {code_of(invitation)}", f"/start{BOT} {link_of(invitation)}"):
        await hood.says(talk.fatma, text, core)
        assert talk.last(core).text == refused
    await hood.says(talk.bert, f"/koppel{BOT} {code_of(invitation)}", core)
    for role in ("core_group", "decline"):
        code = next(it for it in talk.codes(talk.last(core)) if role in it)
        assert (await hood.taps(talk.fatma, code, core)).text == refused
    assert set(hood.roles().values()) == {(None, "action_group")}
    await hood.joins(core, "core_group")
    await hood.says(talk.fatma, f"/ontkoppel{BOT}", core)
    assert (await hood.taps(talk.fatma, "hood:parted", core)).text == refused
    assert hood.roles()["Kern"] == (1, "core_group")


async def test_an_anonymous_admin_is_one(talk: Talk, hood: Neighbourhood) -> None:
    core = await hood.group("Kern", kind="supergroup")
    code = code_of(await hood.invites())
    talk.world.set_admin(core.id, talk.bert, talk.bert, hidden=True)
    await hood.says(talk.bert, f"/koppel{BOT} {code}", core)
    await hood.joins(core, "core_group")
    assert hood.roles()["Kern"] == (1, "core_group")


# --- codes that do not work ---


async def test_a_code_works_once(talk: Talk, hood: Neighbourhood) -> None:
    core, others = await hood.group("Kern"), await hood.group("Anderen")
    invitation = await hood.invites()
    await hood.says(talk.bert, f"/koppel{BOT} {code_of(invitation)}", core)
    for text in (f"/koppel{BOT} {code_of(invitation)}", f"/start{BOT} {link_of(invitation)}"):
        await hood.says(talk.bert, text, others)
        assert talk.last(others).text == words("neighbourhood.join.unknown")
    await hood.says(talk.bert, f"/koppel{BOT} {code_of(invitation)}", core)  # where it was opened it may be typed again
    asked = talk.last(core)
    await hood.joins(core, "core_group")
    await hood.says(talk.bert, f"/koppel{BOT} {code_of(invitation)}", core)
    assert talk.last(core).text == words("neighbourhood.join.unknown")
    old = next(message for message in talk.spoken(core) if message is not asked and "join" in str(talk.codes(message)))
    toast = await talk.presses(talk.bert, *talk.find("hood:join+1+platform", old))
    assert toast.text == words("neighbourhood.stale")


async def test_a_new_invitation_takes_the_place_of_the_last(talk: Talk, hood: Neighbourhood) -> None:
    core = await hood.group("Kern")
    first = code_of(await hood.invites())
    await hood.invites()
    await hood.says(talk.bert, f"/koppel{BOT} {first}", core)
    assert talk.last(core).text == words("neighbourhood.join.unknown")


async def test_after_an_hour_neither_the_code_nor_the_button_works(talk: Talk, hood: Neighbourhood) -> None:
    core = await hood.group("Kern")
    code = code_of(await hood.invites())
    await hood.says(talk.bert, f"/koppel{BOT} {code}", core)
    await talk.moves(hours=1)
    for choice in ("core_group", "hood:decline+1"):
        toast = await hood.taps(talk.bert, next(it for it in talk.codes(talk.last(core)) if choice in it), core)
        assert toast.text == words("neighbourhood.stale")
    await hood.says(talk.bert, f"/koppel{BOT} {code}", core)
    assert talk.last(core).text == words("neighbourhood.join.unknown")
    await hood.invites()
    assert talk.one("SELECT COUNT(*) FROM invitation") == 1


async def test_the_code_of_this_chat_itself_is_not_used_up(talk: Talk, hood: Neighbourhood) -> None:
    core = await hood.group("Kern")
    code = code_of(await hood.invites())
    await hood.says(talk.an, f"/koppel{BOT} {code}", talk.chat)
    assert talk.last().text == words("neighbourhood.join.own")
    await hood.says(talk.bert, f"/koppel{BOT} {code}", core)
    await hood.joins(core, "core_group")
    assert hood.roles()["Kern"] == (1, "core_group")


async def test_ten_thousand_guesses_open_nothing_and_are_answered_five_times(talk: Talk, hood: Neighbourhood) -> None:
    core = await hood.group("Kern")
    code = code_of(await hood.invites())
    before = len(talk.spoken(core))
    for _ in range(WRONG_CODES_AT_MOST + 3):
        await hood.says(talk.bert, f"/koppel{BOT} AAAAA-AAAAA", core)
    assert talk.texts(core)[before:] == [
        *[words("neighbourhood.join.unknown")] * (WRONG_CODES_AT_MOST - 1),
        words("neighbourhood.join.too_many"),
    ]
    await hood.says(talk.bert, f"/koppel{BOT} {code}", core)  # not even the right one: who guesses must not learn it
    assert talk.rows("SELECT 1 FROM initiative") == []
    assert talk.one("SELECT COUNT(*) FROM wrong_code") == WRONG_CODES_AT_MOST


async def test_a_declined_invitation_is_used_up(talk: Talk, hood: Neighbourhood) -> None:
    core = await hood.group("Kern")
    code = code_of(await hood.invites())
    await hood.says(talk.bert, f"/koppel{BOT} {code}", core)
    await hood.taps(talk.bert, "hood:decline+1", core)
    assert talk.last(core).text == words("neighbourhood.join.declined")
    await hood.says(talk.bert, f"/koppel{BOT} {code}", core)
    assert talk.last(core).text == words("neighbourhood.join.unknown")


@pytest.mark.parametrize("text", ["/koppel", "/buurt", "/ontkoppel", "/deel", "/start koppel-abc"])
async def test_in_private_it_says_where_to_do_it(talk: Talk, text: str) -> None:
    await talk.says(talk.an, text, chat=talk.an)
    assert talk.last(talk.private(talk.an)).text == words("neighbourhood.here_not")


async def test_a_bare_command_says_what_is_missing(talk: Talk, hood: Neighbourhood) -> None:
    await hood.says(talk.an, f"/koppel{BOT} ---", talk.chat)
    assert talk.last().text == words("neighbourhood.join.how")
    await hood.says(talk.an, f"/start{BOT} koppel-nonsense", talk.chat)
    assert talk.last().text == words("neighbourhood.join.unknown")


async def test_what_a_secret_was_is_not_in_the_rows_that_know_it(talk: Talk, hood: Neighbourhood) -> None:
    invitation = await hood.invites()
    kept = str(talk.rows("SELECT * FROM invitation"))
    assert code_of(invitation) not in kept
    assert code_of(invitation).replace("-", "") not in kept
    assert link_of(invitation).partition("-")[2] not in kept


# --- one neighbourhood at most ---


async def test_a_third_chat_joins_and_all_hear_it(talk: Talk, hood: Neighbourhood) -> None:
    core, platform = await hood.group("Kern"), await hood.group("Plein")
    await hood.link(core)
    await hood.link(platform, "platform", first=core)
    assert {initiative for initiative, _ in hood.roles().values()} == {1}
    for chat in (talk.chat, core):
        assert talk.last(chat).text.startswith("Plein hoort nu bij jullie buurt, als buurtplatform.")


async def test_who_invites_from_a_chat_alone_joins_the_neighbourhood_of_the_other(
    talk: Talk, hood: Neighbourhood
) -> None:
    core, platform = await hood.group("Kern"), await hood.group("Plein")
    await hood.link(core)
    await hood.link(core, "core_group", first=platform)
    assert hood.roles()["Plein"] == (1, "action_group")
    assert talk.last().text.startswith("Plein hoort nu bij jullie buurt")


async def test_two_neighbourhoods_do_not_merge(talk: Talk, hood: Neighbourhood) -> None:
    core, third, fourth = await hood.group("Kern"), await hood.group("Drie"), await hood.group("Vier")
    await hood.link(core)
    await hood.link(fourth, first=third)
    code = code_of(await hood.invites(third))
    await hood.says(talk.bert, f"/koppel{BOT} {code}", core)
    assert talk.last(core).text == words("neighbourhood.join.other")
    own = code_of(await hood.invites())
    await hood.says(talk.bert, f"/koppel{BOT} {own}", core)
    assert talk.last(core).text == words("neighbourhood.join.already")


async def test_what_changed_since_the_question_counts_when_it_is_answered(talk: Talk, hood: Neighbourhood) -> None:
    core, third, fourth = await hood.group("Kern"), await hood.group("Drie"), await hood.group("Vier")
    code = code_of(await hood.invites())
    await hood.says(talk.bert, f"/koppel{BOT} {code}", core)
    asked = talk.last(core)
    await hood.link(third, "action_group", first=core)
    await hood.says(talk.an, f"/koppel{BOT} {code_of(await hood.invites(fourth))}", talk.chat)
    await hood.joins(talk.chat, "action_group", talk.an)
    toast = await talk.presses(talk.bert, *talk.find("hood:join+1+core_group", asked))
    assert toast.text == words("neighbourhood.join.other")
    assert len(toast.text) <= 200


# --- channels ---


async def test_a_channel_is_linked_by_a_post_and_becomes_a_platform(talk: Talk, hood: Neighbourhood) -> None:
    code, news = code_of(await hood.invites()), await hood.group("Buurtkrant", kind="channel")
    for text in ("Zaterdag is er soep", f"/buurt{BOT}", "/signaal iets"):
        await hood.says(talk.bert, text, news)
    assert talk.spoken(news) == []
    await hood.says(talk.bert, f"/koppel {code}", news)
    assert talk.texts(news) == [words("neighbourhood.join.channel", title=talk.chat.title)]
    assert hood.roles()["Buurtkrant"] == (1, "platform")
    assert talk.last().text.startswith("Buurtkrant hoort nu bij jullie buurt, als buurtplatform.")
    talk.world.rename(news.id, talk.bert, "Buurtblad")
    await talk.settled()
    assert "• Buurtblad: buurtplatform" in await hood.board(talk.an, talk.chat)
    await hood.says(talk.bert, "/ontkoppel", news)
    assert talk.texts(news)[-1] == words("neighbourhood.part.channel")
    assert talk.last().text == words("neighbourhood.part.told", title="Buurtblad", alone=True)


async def test_who_follows_a_channel_hears_of_no_other_chat(talk: Talk, hood: Neighbourhood) -> None:
    news, core = await hood.group("Buurtkrant", kind="channel"), await hood.group("Kern")
    await hood.says(talk.bert, f"/koppel {code_of(await hood.invites())}", news)
    await hood.link(core)
    await hood.says(talk.bert, f"/ontkoppel{BOT}", core)
    await hood.taps(talk.bert, "hood:parted", core)
    assert talk.texts(news) == [words("neighbourhood.join.channel", title=talk.chat.title)]
    await hood.says(talk.an, f"/ontkoppel{BOT}", talk.chat)
    await hood.taps(talk.an, "hood:parted", talk.chat)
    assert talk.texts(news)[1:] == [words("neighbourhood.part.channel")]


async def test_the_link_brings_the_bot_into_a_group_and_asks_there(talk: Talk, hood: Neighbourhood) -> None:
    link = link_of(await hood.invites())
    core = talk.world.create_group("Kern", [talk.bert, talk.fatma])
    talk.world.start_in_group(core.id, talk.bert, link)
    await talk.settled()
    assert len(talk.spoken(core)) == 2
    await hood.joins(core, "core_group")
    assert hood.roles()["Kern"] == (1, "core_group")


async def test_a_channel_that_is_in_the_way_is_told_why(talk: Talk, hood: Neighbourhood) -> None:
    news = await hood.group("Buurtkrant", kind="channel")
    await hood.says(talk.bert, "/koppel AAAAA-AAAAA", news)
    assert talk.last(news).text == words("neighbourhood.join.unknown")
    await hood.says(talk.bert, "/ontkoppel", news)
    assert talk.last(news).text == words("neighbourhood.part.alone")
