from typing import Any

import pytest

from bot.playground.errors import ActError, ApiError
from bot.playground.model import ANONYMOUS_ADMIN, CHANNEL_BOT
from bot.playground.state import Rules
from tests.bot.playground_world import Scene


@pytest.mark.parametrize(
    ("text", "reaches"),
    [
        ("gewoon een zin", False),
        ("@buurtvonk_bot kijk eens", False),
        ("zeg /start maar", False),
        ("/start", True),
        ("/start@buurtvonk_bot", True),
        ("/START@Buurtvonk_Bot nu", True),
        ("/start@andere_bot", False),
        ("//start", False),
    ],
)
def test_privacy_mode_lets_only_commands_through(text: str, reaches: bool) -> None:  # noqa: FBT001 a table's column
    scene = Scene()
    scene.world.say(scene.group.id, scene.bert, text)
    assert scene.heard_texts() == ([text] if reaches else [])


def test_a_reply_to_the_bot_reaches_it_and_a_reply_to_a_neighbour_does_not() -> None:
    scene = Scene()
    card = scene.posted()
    theirs = scene.world.say(scene.group.id, scene.an, "hallo")[0]
    scene.world.say(scene.group.id, scene.bert, "op de kaart", card.id)
    scene.world.say(scene.group.id, scene.bert, "op An", theirs.id)
    update = scene.heard()[0]["message"]
    assert (update["text"], update["reply_to_message"]["message_id"]) == ("op de kaart", card.id)
    assert scene.heard() == []


def test_an_admin_bot_and_a_bot_without_privacy_hear_everything() -> None:
    scene = Scene()
    scene.world.set_admin(scene.group.id, scene.an, scene.world.bot.id)
    scene.world.say(scene.group.id, scene.bert, "gewoon")
    assert scene.heard_texts() == ["gewoon"]
    open_scene = Scene(rules=Rules(privacy=False))
    assert open_scene.call("getMe")["can_read_all_group_messages"] is True
    open_scene.world.say(open_scene.group.id, open_scene.bert, "gewoon")
    assert open_scene.heard_texts() == ["gewoon"]


def test_a_bot_that_was_removed_hears_that_and_then_nothing() -> None:
    scene = Scene()
    scene.world.remove_bot(scene.group.id, scene.bert)
    scene.world.say(scene.group.id, scene.bert, "/start")
    changed, gone = scene.heard()
    assert changed["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert changed["my_chat_member"]["from"]["id"] == scene.bert
    assert gone["message"]["left_chat_member"]["id"] == scene.world.bot.id
    for method in ("sendMessage", "getChat", "sendChatAction"):
        with pytest.raises(ApiError) as refused:
            scene.call(method, text="x", action="typing")
        assert (refused.value.code, refused.value.description) == (403, "Forbidden: bot was kicked from the group chat")
    scene.world.add_bot(scene.group.id, scene.an)
    assert scene.call("sendMessage", text="terug")


def test_a_bot_can_leave_by_itself() -> None:
    scene = Scene()
    assert scene.call("leaveChat") is True
    assert scene.heard()[0]["my_chat_member"]["new_chat_member"]["status"] == "left"
    with pytest.raises(ApiError) as refused:
        scene.call("sendMessage", text="x")
    assert refused.value.description == "Forbidden: bot is not a member of the group chat"
    scene.world.say(scene.an, scene.an, "/start")
    with pytest.raises(ApiError) as refused:
        scene.call("leaveChat", chat_id=scene.an)
    assert "private chats" in refused.value.description


def test_a_group_the_bot_never_saw_is_not_found() -> None:
    scene = Scene()
    other = scene.world.create_group("Andere straat", [scene.an, scene.bert])
    with pytest.raises(ApiError) as refused:
        scene.call("sendMessage", chat_id=other.id, text="x")
    assert refused.value.description == "Bad Request: chat not found"


def test_the_bot_never_writes_first_in_private() -> None:
    scene = Scene()
    with pytest.raises(ApiError) as refused:
        scene.call("sendMessage", chat_id=scene.an, text="Dag")
    assert (refused.value.code, refused.value.description) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    scene.world.say(scene.an, scene.an, "zomaar een zin")
    assert scene.heard()[0]["message"]["chat"] == {"id": scene.an, "type": "private", "first_name": "An"}
    assert scene.call("sendMessage", chat_id=scene.an, text="Dag")["chat"]["type"] == "private"
    assert scene.call("getChatMemberCount", chat_id=scene.an) == 2
    with pytest.raises(ApiError) as refused:
        scene.call("getChatAdministrators", chat_id=scene.an)
    assert "no administrators" in refused.value.description


def test_members_without_the_right_to_write_bind_the_bot_too() -> None:
    scene = Scene()
    scene.group.permissions |= {"can_send_messages": False, "can_send_documents": False}
    for method, what in (("sendMessage", "text messages"), ("sendDocument", "documents")):
        with pytest.raises(ApiError) as refused:
            scene.call(method, text="x")
        assert refused.value.description == f"Bad Request: not enough rights to send {what} to the chat"
    scene.world.set_admin(scene.group.id, scene.an, scene.world.bot.id)
    assert scene.call("sendMessage", text="x")


def test_pinning_in_a_supergroup_needs_a_right() -> None:
    scene = Scene()
    new = scene.world.migrate(scene.group.id)
    card = scene.posted(chat_id=new.id)
    with pytest.raises(ApiError) as refused:
        scene.call("pinChatMessage", chat_id=new.id, message_id=card.id)
    assert refused.value.description == "Bad Request: not enough rights to manage pinned messages in the chat"


def test_a_group_that_becomes_a_supergroup_gets_a_new_id_and_says_so_on_both_sides() -> None:
    scene = Scene()
    card = scene.posted()
    new = scene.world.migrate(scene.group.id)
    there, here = (update["message"] for update in scene.heard())
    assert (there["chat"]["id"], there["migrate_to_chat_id"]) == (scene.group.id, new.id)
    assert (here["chat"]["id"], here["migrate_from_chat_id"]) == (new.id, scene.group.id)
    assert here["message_id"] == 1
    for method in ("sendMessage", "getChatMember", "getChatAdministrators"):
        with pytest.raises(ApiError) as refused:
            scene.call(method, text="x")
        assert refused.value.description == "Bad Request: group chat was upgraded to a supergroup chat"
        assert refused.value.parameters == {"migrate_to_chat_id": new.id}
    assert scene.call("editMessageText", message_id=card.id, text="oude kaart")["text"] == "oude kaart"
    assert scene.posted(chat_id=new.id).id == 2
    with pytest.raises(ActError, match="chat_moved"):
        scene.world.say(scene.group.id, scene.an, "x")
    with pytest.raises(ActError, match="group_only"):
        scene.world.migrate(new.id)


def test_an_anonymous_admin_writes_as_the_group_but_presses_as_a_person() -> None:
    scene = Scene()
    chat = scene.world.set_admin(scene.group.id, scene.an, scene.bert, hidden=True)
    assert chat.type == "supergroup"
    card = scene.posted(chat_id=chat.id, reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]})
    scene.heard()
    scene.world.say(chat.id, scene.bert, "/start")
    scene.world.press(chat.id, scene.bert, card.id, "a")
    said, pressed = scene.heard()
    assert said["message"]["from"]["id"] == ANONYMOUS_ADMIN
    assert said["message"]["sender_chat"]["id"] == chat.id
    assert pressed["callback_query"]["from"]["id"] == scene.bert
    admins = scene.call("getChatAdministrators", chat_id=chat.id)
    assert [(one["user"]["id"], one["status"], one["is_anonymous"]) for one in admins] == [
        (scene.an, "creator", False),
        (scene.bert, "administrator", True),
    ]
    scene.world.set_admin(chat.id, scene.an, scene.bert, admin=False)
    assert scene.call("getChatMember", chat_id=chat.id, user_id=scene.bert)["status"] == "member"
    scene.world.set_admin(chat.id, scene.an, scene.an, hidden=True)
    assert scene.call("getChatMember", chat_id=chat.id, user_id=scene.an)["status"] == "creator"


def test_a_member_can_write_as_a_channel_in_a_supergroup_only() -> None:
    scene = Scene()
    with pytest.raises(ActError, match="supergroup_only"):
        scene.world.say(scene.group.id, scene.an, "/start", channel="Buurtkrant")
    new = scene.world.migrate(scene.group.id)
    scene.heard()
    scene.world.say(new.id, scene.an, "/start", channel="Buurtkrant")
    said = scene.heard()[0]["message"]
    assert said["from"]["id"] == CHANNEL_BOT
    assert (said["sender_chat"]["type"], said["sender_chat"]["title"]) == ("channel", "Buurtkrant")


def test_topics_carry_their_thread() -> None:
    scene = Scene()
    with pytest.raises(ActError, match="supergroup_only"):
        scene.world.create_topic(scene.group.id, "Feest")
    new = scene.world.migrate(scene.group.id)
    topic = scene.world.create_topic(new.id, "Feest")
    scene.heard()
    scene.world.say(new.id, scene.an, "/start", topic=topic)
    said = scene.heard()[0]["message"]
    assert (said["message_thread_id"], said["is_topic_message"], said["chat"]["is_forum"]) == (topic, True, True)
    assert scene.call("sendMessage", chat_id=new.id, text="x", message_thread_id=topic)["message_thread_id"] == topic


def test_joins_and_leaves_are_service_messages_and_chat_member_only_on_request() -> None:
    scene = Scene()
    noor = scene.world.add_person(" Noor ")
    scene.world.add_member(scene.group.id, scene.an, noor.id)
    scene.world.remove_member(scene.group.id, noor.id, noor.id)
    joined, left = (update["message"] for update in scene.heard())
    assert joined["new_chat_members"][0]["first_name"] == "Noor"
    assert left["left_chat_member"]["id"] == noor.id
    scene.world.set_admin(scene.group.id, scene.an, scene.world.bot.id)
    scene.heard()
    scene.call("getUpdates", allowed_updates=["chat_member"])
    scene.world.remove_member(scene.group.id, scene.an, scene.jef)
    (update,) = scene.heard()
    changed = update["chat_member"]
    assert (changed["old_chat_member"]["status"], changed["new_chat_member"]["status"]) == ("member", "kicked")
    assert scene.call("getChatMemberCount") == 4
    assert scene.call("getChatMember", user_id=noor.id)["status"] == "left"


def test_an_edit_reaches_the_bot_like_the_message_did() -> None:
    scene = Scene()
    plain, command = (scene.world.say(scene.group.id, scene.an, text)[0] for text in ("gewoon", "/start"))
    scene.heard()
    scene.world.rewrite(scene.group.id, scene.an, plain.id, "anders")
    scene.world.rewrite(scene.group.id, scene.an, command.id, "/stop")
    (update,) = scene.heard()
    assert update["edited_message"]["text"] == "/stop"
    with pytest.raises(ActError, match="no_such_message"):
        scene.world.rewrite(scene.group.id, scene.bert, plain.id, "van mij")


def test_a_long_text_becomes_several_messages() -> None:
    scene = Scene()
    posted = scene.world.say(scene.group.id, scene.an, "a" * 5000)
    assert [len(message.text) for message in posted] == [4096, 904]


def test_a_rename_is_heard() -> None:
    scene = Scene()
    scene.world.rename(scene.group.id, scene.an, " Onze straat ")
    assert scene.heard()[0]["message"]["new_chat_title"] == "Onze straat"
    assert scene.call("getChat")["title"] == "Onze straat"


REFUSED: list[Any] = [
    pytest.param("no_name", lambda s: s.world.add_person("  "), id="a person without a name"),
    pytest.param("no_name", lambda s: s.world.create_group(" ", [s.an]), id="a group without a name"),
    pytest.param("no_name", lambda s: s.world.rename(s.group.id, s.an, " "), id="an empty title"),
    pytest.param("no_such_person", lambda s: s.world.person(s.world.bot.id), id="the bot is no person"),
    pytest.param("no_such_chat", lambda s: s.world.say(12, s.an, "x"), id="a chat that is not there"),
    pytest.param("not_a_member", lambda s: s.world.say(s.bert, s.an, "x"), id="the private chat of another"),
    pytest.param("empty_text", lambda s: s.world.say(s.group.id, s.an, " \n"), id="nothing said"),
    pytest.param("no_such_message", lambda s: s.world.say(s.group.id, s.an, "x", 99), id="a reply to nothing"),
    pytest.param("no_such_message", lambda s: s.world.press(s.group.id, s.an, 99, 0), id="a card that is gone"),
    pytest.param("no_such_button", lambda s: s.world.press(s.group.id, s.an, 1, 0), id="a card without buttons"),
    pytest.param("already_a_member", lambda s: s.world.add_bot(s.group.id, s.an), id="the bot twice"),
    pytest.param("group_only", lambda s: s.world.add_bot(s.an, s.an), id="the bot in a private chat"),
    pytest.param(
        "not_a_member", lambda s: s.world.remove_member(s.group.id, s.an, s.world.add_person("N").id), id="gone"
    ),
    pytest.param(
        "not_a_member", lambda s: s.world.set_admin(s.group.id, s.an, s.world.add_person("N").id), id="admin outside"
    ),
]


@pytest.mark.parametrize(("reason", "act"), REFUSED)
def test_what_a_messenger_does_not_offer_is_refused_with_a_reason(reason: str, act: Any) -> None:
    with pytest.raises(ActError) as refused:
        act(Scene())
    assert refused.value.reason == reason


def test_a_listener_that_stops_hears_no_more() -> None:
    scene = Scene()
    told: list[Any] = []
    stop = scene.world.listen(told.append)
    scene.world.set_hint(scene.group.id, {"step": "q2_3", "item": "Gezelschap"})
    stop()
    scene.world.set_hint(scene.group.id, None)
    assert told == [{"type": "hint", "chat": scene.group.id, "hint": {"step": "q2_3", "item": "Gezelschap"}}]
