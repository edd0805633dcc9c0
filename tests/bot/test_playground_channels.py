"""Channels, chats that disappear, links into a group, and a whole neighbourhood at once."""

from typing import Any

import pytest

from bot.playground.errors import ActError, ApiError
from bot.playground.model import Chat
from bot.playground.neighbourhood import settle
from tests.bot.playground_world import Scene

WORDS = {
    "people": ["Lien", "Omar", "Rosa", "Wim"],
    "first_action": "Samen koken",
    "second_action": "Buurttuin",
    "platform": "Buurtpraat",
    "core": "Kerngroep",
}


def a_channel(scene: Scene, *, with_bot: bool = True) -> Chat:
    """A channel of An that Bert reads."""
    channel = scene.world.create_group("Buurtkrant", [scene.an, scene.bert], kind="channel")
    if with_bot:
        scene.world.add_bot(channel.id, scene.an)
    return channel


def kinds(updates: list[dict[str, Any]]) -> list[str]:
    return [next(kind for kind in update if kind != "update_id") for update in updates]


def test_a_channel_has_its_own_count_and_its_posts_come_from_nobody() -> None:
    scene = Scene()
    channel = a_channel(scene)
    (added,) = scene.heard()
    assert added["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    assert added["my_chat_member"]["new_chat_member"]["can_post_messages"] is True
    assert added["my_chat_member"]["chat"] == {"id": channel.id, "type": "channel", "title": "Buurtkrant"}
    (post,) = scene.world.say(channel.id, scene.an, "Zaterdag soep")
    scene.world.rewrite(channel.id, scene.an, post.id, "Zondag soep")
    said, changed = scene.heard()
    assert (said["channel_post"]["message_id"], said["channel_post"]["text"]) == (1, "Zaterdag soep")
    assert "from" not in said["channel_post"]
    assert said["channel_post"]["sender_chat"]["id"] == channel.id
    assert changed["edited_channel_post"]["text"] == "Zondag soep"
    assert "from" not in scene.call("sendMessage", chat_id=channel.id, text="Van de bot")
    assert "permissions" not in scene.call("getChat", chat_id=channel.id)


def test_who_only_reads_a_channel_does_not_post_but_may_tap() -> None:
    scene = Scene()
    channel = a_channel(scene)
    for act in (
        lambda: scene.world.say(channel.id, scene.bert, "mag ik?"),
        lambda: scene.world.forward(scene.group.id, scene.bert, scene.posted().id, channel.id),
    ):
        with pytest.raises(ActError, match="admins_only"):
            act()
    keys = {"inline_keyboard": [[{"text": "Goed", "callback_data": "ok"}]]}
    card = scene.posted(chat_id=channel.id, reply_markup=keys)
    scene.heard()
    scene.world.press(channel.id, scene.bert, card.id, "ok")
    (update,) = scene.heard()
    assert update["callback_query"]["from"]["id"] == scene.bert
    assert "from" not in update["callback_query"]["message"]


def test_a_bot_that_may_not_post_in_a_channel_is_told_why() -> None:
    scene = Scene()
    channel = a_channel(scene, with_bot=False)
    with pytest.raises(ApiError, match="chat not found"):
        scene.call("sendMessage", chat_id=channel.id, text="x")
    scene.world.add_bot(channel.id, scene.an)
    scene.world.set_admin(channel.id, scene.an, scene.world.bot.id, admin=False)
    with pytest.raises(ApiError, match="need administrator rights in the channel chat"):
        scene.call("sendMessage", chat_id=channel.id, text="x")
    scene.world.remove_bot(channel.id, scene.an)
    with pytest.raises(ApiError, match="bot was kicked from the channel chat"):
        scene.call("sendMessage", chat_id=channel.id, text="x")


def test_a_channel_says_nothing_of_who_comes_and_goes() -> None:
    scene = Scene()
    channel = a_channel(scene, with_bot=False)
    scene.world.add_member(channel.id, scene.an, scene.jef)
    scene.world.remove_member(channel.id, scene.an, scene.jef)
    assert channel.messages == {}
    assert scene.heard() == []


def test_polls_in_a_channel_are_anonymous() -> None:
    scene = Scene()
    channel = a_channel(scene)
    given = {"chat_id": channel.id, "question": "?", "options": ["a", "b"]}
    with pytest.raises(ApiError, match="non-anonymous polls can't be sent to channel chats"):
        scene.call("sendPoll", **given, is_anonymous=False)
    poll = scene.call("sendPoll", **given)
    scene.heard()
    scene.world.vote(channel.id, scene.bert, poll["message_id"], [1])
    assert kinds(scene.heard()) == ["poll"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("group", "Forbidden: the group chat was deleted"),
        ("supergroup", "Bad Request: chat not found"),
        ("channel", "Bad Request: chat not found"),
    ],
)
def test_a_chat_that_disappears_is_only_noticed_by_the_next_call(kind: str, words: str) -> None:
    scene = Scene()
    chat = scene.world.create_group("Tijdelijk", [scene.an, scene.bert], kind=kind)
    scene.world.add_bot(chat.id, scene.an)
    scene.heard()
    with pytest.raises(ActError, match="admins_only"):
        scene.world.delete_chat(chat.id, scene.bert)
    scene.world.delete_chat(chat.id, scene.an)
    assert scene.heard() == []
    with pytest.raises(ApiError) as refused:
        scene.call("sendMessage", chat_id=chat.id, text="x")
    assert refused.value.description == words
    assert chat.id not in [one["id"] for one in scene.world.overview()["chats"]]
    with pytest.raises(ActError, match="no_such_chat"):
        scene.world.say(chat.id, scene.an, "hallo?")
    again = scene.world.create_group("Opnieuw", [scene.an], kind=kind)
    assert again.id != chat.id


def test_an_unknown_kind_of_chat_is_refused() -> None:
    with pytest.raises(ActError, match="bad_input"):
        Scene().world.create_group("x", [1], kind="secret")


def test_a_link_into_a_group_brings_the_bot_and_its_word() -> None:
    scene = Scene()
    new = scene.world.create_group("Tuin", [scene.bert, scene.jef])
    scene.world.start_in_group(new.id, scene.bert, "link-abc")
    assert kinds(scene.heard())[:2] == ["my_chat_member", "message"]
    scene.world.start_in_group(new.id, scene.jef, "link-abc")
    (told,) = scene.heard()
    assert told["message"]["text"] == "/start@buurtvonk_bot link-abc"
    assert told["message"]["entities"][0]["length"] == len("/start@buurtvonk_bot")
    scene.world.start_in_group(new.id, scene.jef, "")
    assert scene.heard() == []


def test_a_message_from_a_channel_says_where_it_came_from() -> None:
    scene = Scene()
    channel = a_channel(scene)
    (post,) = scene.world.say(channel.id, scene.an, "Feest")
    passed_on = scene.world.json_of(scene.world.forward(channel.id, scene.bert, post.id, scene.group.id))
    assert (passed_on["text"], passed_on["from"]["id"]) == ("Feest", scene.bert)
    assert (passed_on["forward_origin"]["chat"]["id"], passed_on["forward_origin"]["message_id"]) == (channel.id, 1)
    group = scene.world.set_admin(scene.group.id, scene.an, scene.bert, hidden=True)
    (hidden,) = scene.world.say(group.id, scene.bert, "van de groep")
    assert scene.world.forward(group.id, scene.jef, hidden.id, scene.jef).origin["sender_chat"]["id"] == group.id
    with pytest.raises(ActError, match="no_such_message"):
        scene.world.forward(group.id, scene.jef, 1, scene.jef)


def test_a_neighbourhood_stands_at_once_with_people_and_the_bot_in_it() -> None:
    scene = Scene()
    made = [scene.chat(chat_id) for chat_id in settle(scene.world, WORDS)]
    assert [chat.title for chat in made] == ["Samen koken", "Buurttuin", "Buurtpraat", "Kerngroep"]
    names = [{scene.world.users[member].first_name for member in chat.members} for chat in made]
    assert names[0] == {"An", "Bert", "Lien", "Omar", "Buurtvonk"}
    assert names[1].isdisjoint(names[0] - {"Buurtvonk"})
    assert names[2] == names[0] | names[1] | names[3]
    assert all(chat.has(scene.world.bot.id) for chat in made)
