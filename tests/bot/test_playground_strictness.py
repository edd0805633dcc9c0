from typing import Any

import pytest

from bot.playground.errors import ApiError
from bot.playground.state import Rules
from tests.bot.playground_world import Scene


def keyboard(*data: str, rows: int = 1) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", "callback_data": one} for one in data]] * rows}


def button(**what: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[what]]}


REFUSED = [
    pytest.param({"text": ""}, "message text is empty", id="no text"),
    pytest.param({"text": " \n "}, "message text is empty", id="only white space"),
    pytest.param({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty", id="only tags"),
    pytest.param({"text": "x" * 4097}, "message is too long", id="4097 characters"),
    pytest.param({"text": "🎉" * 2049}, "message is too long", id="length counts UTF-16"),
    pytest.param({"text": "x", "parse_mode": "MarkdownV2"}, "unsupported parse_mode", id="another parse mode"),
    pytest.param({"text": "x", "chat_id": 5}, "chat not found", id="unknown chat"),
    pytest.param({"text": "x", "chat_id": "@elders"}, "chat not found", id="chat by name"),
    pytest.param({"text": "x", "chat_id": ""}, "chat_id is empty", id="no chat"),
    pytest.param({"text": "x", "chat_id": "zes"}, 'parameter "chat_id" must be an integer', id="chat is no number"),
    pytest.param({"reply_markup": keyboard("")}, "BUTTON_DATA_INVALID", id="empty data"),
    pytest.param({"reply_markup": keyboard("é" * 33)}, "BUTTON_DATA_INVALID", id="66 bytes of data"),
    pytest.param({"reply_markup": keyboard(*"123456789")}, "REPLY_MARKUP_TOO_LONG", id="nine in a row"),
    pytest.param({"reply_markup": keyboard(*"12345678", rows=13)}, "REPLY_MARKUP_TOO_LONG", id="104 buttons"),
    pytest.param({"reply_markup": button(text="x")}, "Text buttons are unallowed", id="a button without a task"),
    pytest.param({"reply_markup": button(text=" ", url="https://x.be")}, 'Field "text"', id="a button without words"),
    pytest.param({"reply_markup": button(text="x", web_app={})}, "BUTTON_TYPE_INVALID", id="web app in a group"),
    pytest.param({"reply_markup": button(text="x", url="x.be")}, "Wrong HTTP URL", id="a url without scheme"),
    pytest.param({"reply_markup": {"inline_keyboard": {}}}, "expected an Array of Arrays", id="rows are no list"),
    pytest.param({"reply_markup": {"keyboard": [["x"]]}}, "inline keyboards and force_reply", id="a reply keyboard"),
    pytest.param({"reply_markup": "{"}, "can't parse reply_markup JSON object", id="broken JSON"),
    pytest.param(
        {"reply_markup": {"force_reply": True, "input_field_placeholder": "x" * 65}},
        "REPLY_MARKUP_PLACEHOLDER_INVALID",
        id="a long placeholder",
    ),
    pytest.param({"reply_parameters": {"message_id": 99}}, "message to be replied not found", id="reply to nothing"),
    pytest.param({"message_thread_id": 1}, "message thread not found", id="the general topic is never named"),
    pytest.param({"message_thread_id": 44}, "message thread not found", id="a topic that is not there"),
]


@pytest.mark.parametrize(("given", "why"), REFUSED)
def test_a_wrong_message_is_refused_in_telegrams_words(given: dict[str, Any], why: str) -> None:
    scene = Scene()
    before = len(scene.group.messages)
    with pytest.raises(ApiError) as refused:
        scene.call("sendMessage", **{"text": "x", **given})
    assert refused.value.code == 400
    assert why in refused.value.description
    assert len(scene.group.messages) == before


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"text": "x" * 4096}, id="4096 characters"),
        pytest.param({"text": "<b>" + "x" * 4096 + "</b>", "parse_mode": "HTML"}, id="length is after parsing"),
        pytest.param({"reply_markup": keyboard("é" * 32)}, id="64 bytes of data"),
        pytest.param({"reply_markup": keyboard(*"12345678")}, id="eight in a row"),
        pytest.param({"reply_markup": {"remove_keyboard": True}}, id="nothing to remove"),
        pytest.param(
            {"reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}}, id="reply if you can"
        ),
        pytest.param({"entities": [{"type": "bold", "offset": 0, "length": 1}]}, id="entities given"),
    ],
)
def test_the_limits_themselves_are_allowed(given: dict[str, Any]) -> None:
    assert Scene().call("sendMessage", **{"text": "x", **given})["message_id"] > 0


def test_a_message_can_be_edited_but_not_to_the_same() -> None:
    scene = Scene()
    card = scene.posted(reply_markup=keyboard("a"))
    edited = scene.call("editMessageText", message_id=card.id, text="Nieuw", reply_markup=keyboard("b"))
    assert (edited["text"], edited["reply_markup"]) == ("Nieuw", keyboard("b"))
    assert edited["edit_date"] == int(scene.clock.moment.timestamp())
    with pytest.raises(ApiError) as refused:
        scene.call("editMessageText", message_id=card.id, text=" Nieuw ", reply_markup=keyboard("b"))
    assert refused.value.description.startswith("Bad Request: message is not modified: specified new message content")
    assert "reply_markup" not in scene.call("editMessageReplyMarkup", message_id=card.id)


@pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup"])
def test_only_the_bots_own_plain_messages_can_be_edited(method: str) -> None:
    scene = Scene()
    theirs = scene.world.say(scene.group.id, scene.an, "hallo")[0].id
    forced = scene.posted(reply_markup={"force_reply": True}).id
    for message_id, why in (
        (theirs, "can't be edited"),
        (forced, "can't be edited"),
        (999, "message to edit not found"),
    ):
        with pytest.raises(ApiError) as refused:
            scene.call(method, message_id=message_id, text="x")
        assert why in refused.value.description
    with pytest.raises(ApiError) as refused:
        scene.call(method, text="x")
    assert refused.value.description == "Bad Request: message identifier is not specified"


def test_the_bot_deletes_its_own_young_messages_and_as_admin_any() -> None:
    scene = Scene()
    old, young = scene.posted().id, scene.posted().id
    theirs = scene.world.say(scene.group.id, scene.an, "hallo")[0].id
    assert scene.call("deleteMessage", message_id=young) is True
    scene.clock.wait(48 * 3600 + 1)
    for message_id, why in ((old, "can't be deleted"), (theirs, "can't be deleted"), (young, "to delete not found")):
        with pytest.raises(ApiError) as refused:
            scene.call("deleteMessage", message_id=message_id)
        assert why in refused.value.description
    scene.world.set_admin(scene.group.id, scene.an, scene.world.bot.id)
    assert scene.call("deleteMessage", message_id=theirs) is True


def test_a_press_is_answered_once_and_in_time() -> None:
    scene = Scene()
    card = scene.posted(reply_markup=keyboard("a", "b"))
    first, second = (scene.world.press(scene.group.id, scene.an, card.id, one) for one in ("a", 1))
    told: list[Any] = []
    scene.world.listen(told.append)
    assert scene.call("answerCallbackQuery", callback_query_id=first.id, text="Ja", show_alert=True) is True
    assert told == [{"type": "answer", "press": first.id, "person": scene.an, "text": "Ja", "alert": True}]
    scene.clock.wait(16)
    for press_id in (first.id, second.id, "1"):
        with pytest.raises(ApiError) as refused:
            scene.call("answerCallbackQuery", callback_query_id=press_id)
        assert refused.value.description == (
            "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )


def test_an_answer_to_a_press_has_at_most_200_characters() -> None:
    scene = Scene()
    press = scene.world.press(scene.group.id, scene.an, scene.posted(reply_markup=keyboard("a")).id, 0)
    with pytest.raises(ApiError) as refused:
        scene.call("answerCallbackQuery", callback_query_id=press.id, text="x" * 201)
    assert refused.value.description == "Bad Request: MESSAGE_TOO_LONG"


def test_a_group_hears_twenty_sends_and_edits_a_minute() -> None:
    scene = Scene(rules=Rules(group_limit=20))
    card = scene.posted()
    for number in range(19):
        scene.call("editMessageText", message_id=card.id, text=f"{number}")
        scene.clock.wait(1)
    for method, given in (("sendMessage", {}), ("editMessageText", {"message_id": card.id})):
        with pytest.raises(ApiError) as refused:
            scene.call(method, text="nog", **given)
        assert refused.value.payload() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 41",
            "parameters": {"retry_after": 41},
        }
    scene.world.say(scene.an, scene.an, "/start")
    assert scene.call("sendMessage", chat_id=scene.an, text="privé is vrij")
    scene.clock.wait(41)
    assert scene.call("sendMessage", text="weer plaats")
