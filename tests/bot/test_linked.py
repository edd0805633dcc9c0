"""Chats that are linked: what each is for, how they part, and what happens when one moves, is renamed or gone."""

from tests.bot.neighbours import BOT, Neighbourhood, code_of, words
from tests.bot.talk import Talk

# --- roles ---


async def test_a_role_is_explained_and_told_to_the_others(talk: Talk, hood: Neighbourhood) -> None:
    core = await hood.group("Kern")
    await hood.link(core, "platform")
    await hood.board(talk.bert, core)
    await hood.taps(talk.bert, "hood:role+core_group", core)
    assert "Wat hebben jullie van ons nodig?" in talk.last(core).text
    assert talk.last().text.startswith("Kern is nu: kerngroep.")
    said = len(talk.spoken())
    await hood.board(talk.bert, core)
    await hood.taps(talk.bert, "hood:role+core_group", core)
    assert len(talk.spoken()) == said


async def test_a_neighbourhood_has_one_core_group(talk: Talk, hood: Neighbourhood) -> None:
    core, second = await hood.group("Kern"), await hood.group("Tweede")
    await hood.link(core)
    await hood.board(talk.an, talk.chat)
    toast = await hood.taps(talk.an, "hood:role+core_group", talk.chat)
    assert toast.text == words("neighbourhood.join.two_cores")
    assert len(toast.text) <= 200
    code = code_of(await hood.invites())
    await hood.says(talk.bert, f"/koppel{BOT} {code}", second)
    assert (await hood.joins(second, "core_group")).text == words("neighbourhood.join.two_cores")
    await hood.joins(second, "platform")
    assert hood.roles()["Tweede"] == (1, "platform")


async def test_a_button_of_this_room_that_means_nothing_any_more_says_so(talk: Talk, hood: Neighbourhood) -> None:
    message = await hood.invites()
    group = talk.one("SELECT group_id FROM chat_alias WHERE tg_chat_id = ?", talk.chat.id)
    for code, key in (("hood:fly+1", "commands.foreign_button"), ("hood:role+king", "neighbourhood.stale")):
        toast = await talk.forges(talk.an, message, talk.codec().encode(group, 0, 0, code))
        assert toast.text == words(key)


# --- parting ---


async def test_either_parts_and_both_stand_alone_again(talk: Talk, hood: Neighbourhood) -> None:
    core = await hood.group("Kern")
    await hood.link(core)
    await hood.says(talk.an, f"/ontkoppel{BOT}", talk.chat)
    await hood.taps(talk.fatma, "hood:stay", talk.chat)
    await hood.says(talk.an, f"/ontkoppel{BOT}", talk.chat)
    await hood.taps(talk.an, "hood:parted", talk.chat)
    assert talk.last().text == words("neighbourhood.part.done")
    assert talk.last(core).text == words("neighbourhood.part.told", title=talk.chat.title, alone=True)
    assert {initiative for initiative, _ in hood.roles().values()} == {None}
    assert talk.rows("SELECT 1 FROM initiative") == []
    await hood.says(talk.bert, f"/ontkoppel{BOT}", core)
    assert talk.last(core).text == words("neighbourhood.part.alone")


async def test_of_three_two_stay_together(talk: Talk, hood: Neighbourhood) -> None:
    core, platform = await hood.group("Kern"), await hood.group("Plein")
    await hood.link(core)
    await hood.link(platform, "platform", first=core)
    await hood.says(talk.an, f"/ontkoppel{BOT}", talk.chat)
    parted = talk.last()
    await hood.taps(talk.an, "hood:parted", talk.chat)
    assert {title: initiative for title, (initiative, _) in hood.roles().items()} == {
        talk.chat.title: None, "Kern": 1, "Plein": 1,
    }  # fmt: skip
    assert talk.last(core).text == words("neighbourhood.part.told", title=talk.chat.title, alone=False)
    group = talk.one("SELECT group_id FROM chat_alias WHERE tg_chat_id = ?", talk.chat.id)
    await talk.forges(talk.an, parted, talk.codec().encode(group, 0, 0, "hood:parted"))
    assert talk.last().text == words("neighbourhood.part.alone")


async def test_a_chat_that_is_gone_is_shown_so_told_nothing_and_can_be_left_behind(
    talk: Talk, hood: Neighbourhood
) -> None:
    core, platform = await hood.group("Kern"), await hood.group("Plein")
    await hood.link(core)
    await hood.link(platform, "platform", first=core)
    talk.world.remove_bot(core.id, talk.bert)
    await talk.settled()
    assert "• Kern: kerngroep. Daar kan ik niet meer schrijven" in await hood.board(talk.fatma, talk.chat)
    said = len(talk.spoken(core))
    await hood.says(talk.an, f"/ontkoppel{BOT}", talk.chat)
    lost = next(code for code in talk.codes(talk.last()) if "drop" in code)
    assert (await hood.taps(talk.fatma, lost, talk.chat)).text == words("neighbourhood.for_admins")
    await hood.taps(talk.an, lost, talk.chat)
    assert talk.last().text == words("neighbourhood.part.told", title="Kern", alone=False)
    assert talk.last(platform).text == words("neighbourhood.part.told", title="Kern", alone=False)
    assert len(talk.spoken(core)) == said
    assert (await hood.taps(talk.an, lost, talk.chat)).text == words("neighbourhood.stale")
    assert talk.rows("SELECT status FROM outbox WHERE status IN ('waiting', 'unknown')") == []


async def test_a_chat_is_let_go_while_the_other_is_gone(talk: Talk, hood: Neighbourhood) -> None:
    core = await hood.group("Kern")
    await hood.link(core)
    talk.world.remove_bot(core.id, talk.bert)
    await talk.settled()
    await hood.says(talk.an, f"/ontkoppel{BOT}", talk.chat)
    await hood.taps(talk.an, "hood:parted", talk.chat)
    assert talk.last().text == words("neighbourhood.part.done")
    assert {initiative for initiative, _ in hood.roles().values()} == {None}


async def test_an_invitation_of_a_chat_that_is_gone_opens_nothing(talk: Talk, hood: Neighbourhood) -> None:
    core = await hood.group("Kern")
    code = code_of(await hood.invites())
    talk.world.remove_bot(talk.chat.id, talk.an)
    await talk.settled()
    await hood.says(talk.bert, f"/koppel{BOT} {code}", core)
    assert talk.last(core).text == words("neighbourhood.join.unknown")


# --- moving, renaming ---


async def test_linked_chats_stay_so_when_one_becomes_a_supergroup(talk: Talk, hood: Neighbourhood) -> None:
    core = await hood.group("Kern")
    await hood.link(core)
    moved = talk.world.migrate(core.id)
    await talk.settled()
    assert "• Kern: kerngroep" in await hood.board(talk.fatma, talk.chat)
    assert f"• {talk.chat.title}: actiegroep" in await hood.board(talk.fatma, moved)
    assert hood.roles()["Kern"] == (1, "core_group")


async def test_a_new_title_reaches_the_others(talk: Talk, hood: Neighbourhood) -> None:
    core = await hood.group("Kern")
    await hood.link(core)
    talk.world.rename(core.id, talk.bert, "<b>Warm</b> hart")
    await talk.settled()
    assert "• <b>Warm</b> hart: kerngroep" in await hood.board(talk.fatma, talk.chat)


async def test_a_title_that_nobody_can_see_has_a_name_all_the_same(talk: Talk, hood: Neighbourhood) -> None:
    core = await hood.group("\u200f\u202e")
    await hood.link(core)
    assert "• een chat zonder naam: kerngroep" in await hood.board(talk.fatma, talk.chat)
