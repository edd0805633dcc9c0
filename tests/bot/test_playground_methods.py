from typing import Any

import pytest

from bot.playground.errors import ApiError
from bot.playground.params import Params, Upload
from tests.bot.playground_world import Scene


def test_a_document_needs_content_and_keeps_its_name() -> None:
    scene = Scene()
    with pytest.raises(ApiError) as refused:
        scene.call("sendDocument", document="attach://x")
    assert refused.value.description == "Bad Request: there is no document in the request"
    params = Params({"document": "attach://x"}, {"x": Upload("plan.txt", b"plan", "text/plain")})
    assert params.file("document") == Upload("plan.txt", b"plan", "text/plain")


@pytest.mark.parametrize(
    ("commands", "why"),
    [
        ([{"command": "A", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "a", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
def test_wrong_commands_are_refused(commands: list[Any], why: str) -> None:
    with pytest.raises(ApiError) as refused:
        Scene().call("setMyCommands", commands=commands)
    assert refused.value.description == f"Bad Request: {why}"


def test_commands_are_kept_by_scope_and_language() -> None:
    scene = Scene()
    given = [{"command": "start", "description": "Begin"}]
    scope = {"type": "all_group_chats"}
    assert scene.call("setMyCommands", commands=given, scope=scope, language_code="nl") is True
    assert scene.call("getMyCommands", scope=scope, language_code="nl") == given
    assert scene.call("getMyCommands") == []
    assert scene.world.snapshot()["commands"] == given
    assert scene.call("deleteMyCommands", scope=scope, language_code="nl") is True
    assert scene.call("getMyCommands", scope=scope, language_code="nl") == []


def test_an_unknown_method_is_404() -> None:
    with pytest.raises(ApiError) as refused:
        Scene().call("sendDice")
    assert refused.value.payload() == {"ok": False, "error_code": 404, "description": "Not Found"}


def test_method_names_are_read_in_any_case() -> None:
    assert Scene().call("getme")["username"] == "buurtvonk_bot"


def test_the_ledger_knows_every_call_and_its_outcome() -> None:
    scene = Scene()
    sent = scene.posted("Hallo")
    with pytest.raises(ApiError):
        scene.call("sendMessage", chat_id="zes", text="x")
    first, second = scene.world.ledger
    assert (first.method, first.chat_id, first.message_id, first.text, first.code) == (
        "sendMessage",
        scene.group.id,
        sent.id,
        "Hallo",
        200,
    )
    assert (second.chat_id, second.code, second.description) == (
        0,
        400,
        'Bad Request: parameter "chat_id" must be an integer',
    )


@pytest.mark.parametrize(
    ("method", "given", "why"),
    [
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
        ("setMessageReaction", {"message_id": 1, "reaction": [{"type": "emoji", "emoji": "🧀"}]}, "REACTION_INVALID"),
        ("setMessageReaction", {"message_id": 77}, "message to react not found"),
        ("pinChatMessage", {"message_id": 77}, "message to pin not found"),
        ("unpinChatMessage", {}, "message to unpin not found"),
        ("getChatMember", {"user_id": 3}, "member not found"),
        (
            "setWebhook",
            {"url": "https://elders.example/hook"},
            "bad webhook: the playground delivers to this machine only",
        ),
        ("setWebhook", {"url": "http://127.0.0.1/", "secret_token": "é"}, "secret token contains unallowed characters"),
        ("editMessageText", {"message_id": 1, "text": ""}, "message can't be edited"),
    ],
)
def test_other_calls_are_strict_too(method: str, given: dict[str, Any], why: str) -> None:
    scene = Scene()
    with pytest.raises(ApiError) as refused:
        scene.call(method, **{"chat_id": scene.group.id, **given})
    assert refused.value.description == f"Bad Request: {why}"


def test_reactions_pins_and_signs_of_life_are_shown() -> None:
    scene = Scene()
    told: list[Any] = []
    card = scene.posted()
    scene.world.listen(told.append)
    assert scene.call("setMessageReaction", message_id=card.id, reaction=[{"type": "emoji", "emoji": "👍"}])
    assert told[-1]["message"]["reactions"] == [{"type": "emoji", "emoji": "👍"}]
    assert scene.call("sendChatAction", action="typing")
    assert told[-1] == {"type": "busy", "chat": scene.group.id}
    for _ in range(2):
        assert scene.call("pinChatMessage", message_id=card.id)
    assert scene.call("getChat")["pinned_message"]["message_id"] == card.id
    assert [list(m.service) for m in scene.group.messages.values()][-1] == ["pinned_message"]
    assert scene.call("unpinChatMessage")
    assert "pinned_message" not in scene.call("getChat")


def test_a_deleted_message_is_no_longer_pinned() -> None:
    scene = Scene()
    card = scene.posted()
    scene.call("pinChatMessage", message_id=card.id)
    scene.call("deleteMessage", message_id=card.id)
    assert scene.group.pinned == []
