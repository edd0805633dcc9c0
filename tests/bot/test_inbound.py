"""The border: which updates become an event, and what of them is kept."""

import json
from typing import Any

import pytest

from bot.events import BotMoved, Chose, Departed, Event, PollMoved, Renamed, Tapped, Upgraded, Where, Who, Wrote
from bot.inbound import parse
from bot.store.vote_rows import NativePoll

BOT = {"id": 77, "is_bot": True, "first_name": "Buurtvonk", "username": "Buurtvonk_bot"}
AN_ID = 5_000_000_001
AN = {"id": AN_ID, "is_bot": False, "first_name": "An", "language_code": "nl"}
GROUP = {"id": -100, "type": "group", "title": "Buurt"}
FORUM = {"id": -1_002_000_000_001, "type": "supergroup", "title": "Buurt", "is_forum": True}
ANONYMOUS = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
AS_CHANNEL = {"id": 136_817_688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
CHANNEL = {"id": -1_009, "type": "channel", "title": "Nieuws"}
HERE = Where(tg_id=-100, kind="group")


def of(update: dict[str, Any]) -> Event | None:
    return parse(json.dumps({"update_id": 1, **update}), 77, "Buurtvonk_bot")


def message(text: str | None = None, **more: Any) -> dict[str, Any]:
    words = {} if text is None else {"text": text}
    return {"message_id": 9, "date": 1, "chat": GROUP, "from": AN, **words, **more}


def wrote(text: str | None = None, **more: Any) -> Wrote:
    event = of({"message": message(text, **more)})
    assert isinstance(event, Wrote)
    return event


def test_words_of_a_person_are_kept_with_who_and_where() -> None:
    who = Who(id=AN_ID, language="nl")
    assert of({"message": message("hallo")}) == Wrote(where=HERE, who=who, message_id=9, text="hallo")


def test_who_is_taken_out_of_a_chat_has_departed_but_a_bot_never_took_part() -> None:
    left = {"id": 5, "is_bot": False, "first_name": "Bert"}
    assert of({"message": message(left_chat_member=left)}) == Departed(where=HERE, who=Who(id=5))
    assert of({"message": message(left_chat_member=BOT)}) is None


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("/start", "start", ""),
        ("/start@Buurtvonk_bot hallo", "start", "hallo"),
        ("/START@buurtvonk_BOT", "start", ""),
        ("/a  twee woorden ", "a", "twee woorden "),
        ("/a\nregel een\nregel twee", "a", "regel een\nregel twee"),
        ("/A@Buurtvonk_bot\nregel", "a", "regel"),
        ("wat /a doet", None, "wat /a doet"),
        ("/", None, "/"),
        ("/a/b", None, "/a/b"),
        ("//a", None, "//a"),
        (f"/{'x' * 33}", None, f"/{'x' * 33}"),
        ("/straße", None, "/straße"),
    ],
)
def test_a_command_is_told_from_words(text: str, command: str | None, rest: str) -> None:
    event = wrote(text)
    assert (event.command, event.text) == (command, rest)


def test_a_command_for_another_bot_is_none_of_ours() -> None:
    assert of({"message": message("/start@ander_bot")}) is None


def test_a_caption_counts_as_words() -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    assert wrote(photo=photo, caption="ons plein").text == "ons plein"


def test_a_picture_without_words_is_an_empty_answer_and_not_nothing() -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    assert wrote(photo=photo).text == ""


@pytest.mark.parametrize(
    "service",
    [
        pytest.param({"left_chat_member": BOT}, id="the bot was taken out"),
        pytest.param({"new_chat_members": [AN]}, id="somebody came in"),
        pytest.param({"pinned_message": message("vast")}, id="something was pinned"),
        pytest.param({"forum_topic_created": {"name": "Plan", "icon_color": 1}}, id="a topic was made"),
    ],
)
def test_a_service_message_is_nobodys_words(service: dict[str, Any]) -> None:
    assert of({"message": message(**service)}) is None


# --- replies ---


def test_a_reply_to_the_bot_names_its_message() -> None:
    answered = {"message_id": 4, "date": 1, "chat": GROUP, "from": BOT, "text": "Vraag"}
    assert wrote("ja", reply_to_message=answered).reply_to == 4


@pytest.mark.parametrize(
    "answered",
    [
        {"message_id": 4, "date": 1, "chat": GROUP, "from": AN, "text": "zeg"},
        {"message_id": 4, "date": 1, "chat": GROUP, "from": {**BOT, "id": 78}, "text": "ander"},
        {"message_id": 4, "date": 1, "chat": GROUP, "sender_chat": CHANNEL, "text": "nieuws"},
    ],
    ids=["another person", "another bot", "a channel"],
)
def test_a_reply_to_someone_else_is_no_reply_to_us(answered: dict[str, Any]) -> None:
    assert wrote("ja", reply_to_message=answered).reply_to is None


# --- who ---


def test_an_anonymous_admin_has_no_id_of_their_own() -> None:
    assert wrote("hoi", **{"from": ANONYMOUS}, sender_chat=GROUP).who == Who(id=1_087_968_824, mask="anonymous_admin")


def test_a_member_who_writes_as_a_channel_has_no_id_of_their_own() -> None:
    assert wrote("hoi", **{"from": AS_CHANNEL}, sender_chat=CHANNEL).who == Who(id=136_817_688, mask="channel")


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"from": {**BOT, "id": 78, "username": "ander_bot"}}, id="another bot"),
        pytest.param(
            {
                "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"},
                "sender_chat": CHANNEL,
                "is_automatic_forward": True,
            },
            id="what a linked channel posts",
        ),
        pytest.param({"from": None}, id="nobody"),
        pytest.param({"chat": CHANNEL}, id="in a channel"),
    ],
)
def test_what_no_person_wrote_is_ignored(more: dict[str, Any]) -> None:
    content = {key: value for key, value in message("hoi", **more).items() if value is not None}
    assert of({"message": content}) is None


# --- where ---


def test_a_private_chat_is_private() -> None:
    assert wrote("hoi", chat={"id": AN_ID, "type": "private", "first_name": "An"}).where == Where(
        tg_id=AN_ID, kind="private"
    )


def test_a_topic_is_kept() -> None:
    assert wrote("hoi", chat=FORUM, message_thread_id=5, is_topic_message=True).where.thread == 5


def test_a_thread_that_is_no_topic_is_not_kept() -> None:
    """A reply in a group without topics carries a thread too; sending there would be refused."""
    assert wrote("hoi", chat=FORUM, message_thread_id=5).where.thread == 0


# --- buttons ---


def press(**more: Any) -> dict[str, Any]:
    card = message("kaart", **{"from": BOT})
    return {"callback_query": {"id": "q1", "from": AN, "chat_instance": "1", "message": card, "data": "x", **more}}


def test_a_press_is_by_the_real_person() -> None:
    assert of(press()) == Tapped(where=HERE, who=Who(id=AN_ID, language="nl"), message_id=9, data="x", query="q1")


def test_a_press_on_a_message_that_telegram_no_longer_shows_is_still_a_press() -> None:
    event = of(press(message={"message_id": 9, "date": 0, "chat": GROUP}))
    assert isinstance(event, Tapped)
    assert event.where == HERE


def test_nothing_that_stands_on_the_card_can_stop_a_press() -> None:
    card = message("kaart", **{"from": BOT}, entities="none", reply_markup={"inline_keyboard": [[{"text": 7}]]})
    assert of(press(message=card)) == of(press())


def test_a_press_in_a_topic_keeps_its_topic() -> None:
    card = message("kaart", **{"from": BOT}, chat=FORUM, message_thread_id=5, is_topic_message=True)
    event = of(press(message=card))
    assert isinstance(event, Tapped)
    assert event.where.thread == 5


@pytest.mark.parametrize("more", [{"message": None}, {"data": None, "game_short_name": "g"}])
def test_a_press_on_no_message_of_ours_is_ignored(more: dict[str, Any]) -> None:
    update = press(**more)
    update["callback_query"] = {key: value for key, value in update["callback_query"].items() if value is not None}
    assert of(update) is None


# --- coming, going, moving ---


def moved(status: str, before: str = "left", **more: Any) -> dict[str, Any]:
    extra = {"until_date": 0} if status == "kicked" else {}
    old, new = {"user": BOT, "status": before}, {"user": BOT, "status": status, **extra}
    change = {"chat": GROUP, "from": AN, "date": 1, "old_chat_member": old, "new_chat_member": new}
    return {"my_chat_member": change | more}


@pytest.mark.parametrize(
    ("before", "after", "present", "came"),
    [
        ("left", "member", True, True),
        ("member", "left", False, False),
        ("member", "kicked", False, False),
        ("member", "member", True, False),
    ],
)
def test_the_bot_comes_and_goes(before: str, after: str, *, present: bool, came: bool) -> None:
    who = Who(id=AN_ID, language="nl")
    assert of(moved(after, before)) == BotMoved(where=HERE, who=who, present=present, came=came)


NEWS = Where(tg_id=-1_009, kind="channel")
THE_CHANNEL = Who(id=1_087_968_824, mask="anonymous_admin")


def post(**more: Any) -> dict[str, Any]:
    return {"channel_post": {"message_id": 9, "date": 1, "chat": CHANNEL, "sender_chat": CHANNEL, **more}}


def test_the_bot_comes_into_a_channel_too() -> None:
    who = Who(id=AN_ID, language="nl")
    assert of(moved("member", chat=CHANNEL)) == BotMoved(where=NEWS, who=who, present=True, came=True)


def test_what_is_posted_in_a_channel_is_written_by_its_admins() -> None:
    expected = Wrote(where=NEWS, who=THE_CHANNEL, message_id=9, text="ABC", command="koppel")
    assert of(post(text="/koppel ABC")) == expected
    assert of(post(pinned_message=post()["channel_post"])) is None


@pytest.mark.parametrize(
    ("update", "where", "title"),
    [
        pytest.param({"message": message(new_chat_title="Straat")}, HERE, "Buurt", id="a group"),
        pytest.param(post(new_chat_title="Straat"), NEWS, "Nieuws", id="a channel"),
    ],
)
def test_another_title_is_told_as_the_chat_is_called_now(update: dict[str, Any], where: Where, title: str) -> None:
    event = of(update)
    assert isinstance(event, Renamed)
    assert (event.where, event.where.title) == (where, title)


def test_both_ends_of_an_upgrade_say_the_same() -> None:
    old_end = of({"message": message(migrate_to_chat_id=-1_002)})
    new_end = of({"message": message(chat={"id": -1_002, "type": "supergroup"}, migrate_from_chat_id=-100)})
    assert old_end == new_end == Upgraded(old=-100, new=-1_002)


POLL = {
    "id": "7", "question": "Groen?", "options": [{"text": "Ja", "voter_count": 2, "persistent_id": "a"}],
    "total_voter_count": 2, "is_closed": False, "is_anonymous": True, "type": "regular",
    "allows_multiple_answers": False, "allows_revoting": True, "members_only": False,
}  # fmt: skip


def test_a_poll_tells_its_counts() -> None:
    assert of({"poll": POLL}) == PollMoved(poll=NativePoll("7", (("a", "Ja", 2),), 2))


@pytest.mark.parametrize(
    ("voter", "number"),
    [
        pytest.param({"user": AN}, AN_ID, id="a person"),
        pytest.param({"voter_chat": GROUP, "user": AS_CHANNEL}, -100, id="a group, through an anonymous admin"),
    ],
)
def test_a_choice_in_a_poll_names_options_that_never_shift(voter: dict[str, Any], number: int) -> None:
    update = {"poll_id": "7", "option_ids": [0], "option_persistent_ids": ["a"], **voter}
    assert of({"poll_answer": update}) == Chose(poll="7", voter=number, chosen=("a",))


def test_a_choice_of_nobody_is_no_event() -> None:
    assert of({"poll_answer": {"poll_id": "7", "option_ids": [0], "option_persistent_ids": ["a"]}}) is None


def test_changed_words_are_known_as_such() -> None:
    event = of({"edited_message": message("anders")})
    assert isinstance(event, Wrote)
    assert (event.text, event.edited) == ("anders", True)
    assert of({"edited_message": message("/foo@other_bot")}) is None


def test_a_command_says_whether_it_names_us() -> None:
    for text, names_bot in (("/help", False), ("/help@buurtvonk_bot", True)):
        event = of({"message": message(text)})
        assert isinstance(event, Wrote)
        assert event.names_bot is names_bot


def test_what_we_do_not_answer_is_no_event() -> None:
    moving = {**message(""), "text": None, "location": {"latitude": 51.0, "longitude": 4.0}}
    assert of({"edited_message": {name: value for name, value in moving.items() if value is not None}}) is None


@pytest.mark.parametrize(
    "raw",
    ['{"update_id": 1, "message": {"message_id": 9}}', "[]", "nul", '{"update_id": 1, "message": {"chat": "x"}}'],
)
def test_what_is_no_update_says_so(raw: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        parse(raw, 77, "Buurtvonk_bot")
