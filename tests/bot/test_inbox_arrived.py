"""The first look at an update never fails, whatever it is shown."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.arrived import Arrived, arrived_from

CHAT = {"id": -1001, "type": "supergroup"}
ANNA = {"id": 7, "first_name": "Anna"}


@pytest.mark.parametrize(
    ("body", "lane"),
    [
        pytest.param({"message": {"chat": CHAT, "from": ANNA}}, -1001, id="message"),
        pytest.param({"edited_message": {"chat": CHAT, "from": ANNA}}, -1001, id="edited message"),
        pytest.param({"callback_query": {"from": ANNA, "message": {"chat": CHAT}}}, -1001, id="button"),
        pytest.param({"callback_query": {"from": ANNA, "inline_message_id": "x"}}, 7, id="button of an inline message"),
        pytest.param({"my_chat_member": {"chat": CHAT, "from": ANNA}}, -1001, id="added or removed"),
        pytest.param({"chat_join_request": {"chat": CHAT, "from": ANNA, "user_chat_id": 7}}, -1001, id="wants in"),
        pytest.param({"poll_answer": {"poll_id": "1", "user": ANNA}}, 7, id="vote"),
        pytest.param({"poll_answer": {"poll_id": "1", "voter_chat": CHAT}}, -1001, id="vote as a channel"),
        pytest.param({"business_connection": {"user_chat_id": 9, "user": ANNA}}, 9, id="business"),
        pytest.param({"poll": {"id": "1"}}, 0, id="a poll belongs nowhere"),
        pytest.param({"of_the_future": {"chat": CHAT}}, -1001, id="a kind we don't know"),
        pytest.param({"message": {"chat": {"id": "12"}}}, 0, id="an id that is text"),
        pytest.param({"message": {"chat": {"id": True}, "from": ANNA}}, 7, id="an id that is a truth"),
        pytest.param({"message": {"chat": {"id": 2**63}, "from": ANNA}}, 7, id="an id too large to store"),
        pytest.param({"message": {"chat": [CHAT]}}, 0, id="a list of chats"),
        pytest.param({"message": None}, 0, id="nothing at all"),
        pytest.param({}, 0, id="only an id"),
    ],
)
def test_the_lane_is_the_chat_else_the_person(body: dict[str, object], lane: int) -> None:
    body = {"update_id": 5, **body}
    arrived = arrived_from(body)
    assert arrived is not None
    assert (arrived.update_id, arrived.lane) == (5, lane)
    assert json.loads(arrived.raw) == body
    assert arrived_from(json.dumps(body)) == arrived_from(json.dumps(body).encode()) == arrived


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(b"\xff\xfe\xfa", id="not text"),
        pytest.param("{", id="half"),
        pytest.param("[1]", id="a list"),
        pytest.param(None, id="null"),
        pytest.param(12, id="a number"),
        pytest.param({"update_id": True}, id="an id that is a truth"),
        pytest.param({"update_id": "5"}, id="an id that is text"),
        pytest.param({"update_id": -1}, id="an id that would rewind Telegram"),
        pytest.param({"update_id": 2**63}, id="an id too large to store"),
        pytest.param('{"update_id": 1' + "0" * 5_000 + "}", id="a number too long to read"),
        pytest.param('{"update_id": 5, "message": ' + "[" * 100_000 + "]" * 100_000 + "}", id="depth"),
        pytest.param({"update_id": 5, "message": {1, 2}}, id="what JSON has not"),
    ],
)
def test_what_is_no_update_is_none(hostile: object) -> None:
    assert arrived_from(hostile) is None


def test_half_a_surrogate_pair_becomes_text_that_can_be_stored() -> None:
    arrived = arrived_from('{"update_id": 5, "message": {"text": "\\ud83d"}}')
    assert arrived is not None
    assert arrived.raw.isascii()
    assert arrived == Arrived(5, 0, '{"update_id":5,"message":{"text":"\\ud83d"}}')


_leaf = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
_keys = st.sampled_from(["update_id", "message", "chat", "from", "id", "user"]) | st.text()
_json = st.recursive(_leaf, lambda inner: st.lists(inner) | st.dictionaries(_keys, inner), max_leaves=30)


@settings(max_examples=300, deadline=None)
@given(_json | st.binary())
def test_any_shape_is_an_update_or_none(update: object) -> None:
    arrived = arrived_from(update)
    assert arrived is None or (arrived.update_id >= 0 and -(2**63) <= arrived.lane < 2**63)
