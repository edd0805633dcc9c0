"""Polls as the strict server keeps them: what it refuses, who hears of what."""

from datetime import timedelta
from typing import Any

import pytest

from bot.playground.errors import ActError, ApiError
from bot.playground.model import CHANNEL_BOT, Message
from tests.bot.playground_world import Scene


class Ballot(Scene):
    """The group, and a poll that is not anonymous."""

    def asked(self, *options: str, **given: Any) -> Message:
        sent = self.call(
            "sendPoll",
            **{"question": "Wat doen we?", "options": list(options or ("Soep", "Taart")), "is_anonymous": False}
            | given,
        )
        return self.chat(sent["chat"]["id"]).messages[sent["message_id"]]

    def votes(self, person: int, message: Message, *places: int) -> None:
        self.world.vote(message.chat_id, person, message.id, list(places))


@pytest.fixture
def ballot() -> Ballot:
    return Ballot()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"question": "  "}, "text must be non-empty"),
        ({"question": "x" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least one answer option"),
        ({"options": "null"}, "can't parse options JSON object"),
        ({"options": ["x"] * 13}, "poll can't have more than 12 options"),
        ({"options": ["a", " "]}, "text must be non-empty"),
        ({"options": ["a", "x" * 101]}, "poll options length must not exceed 100"),
        ({"options": ["a", 3]}, "can't parse InputPollOption: Expected InputPollOption to be an Object"),
        ({"open_period": 4}, "polls are open from 5 to 2628000 seconds"),
        ({"open_period": 2_628_001}, "polls are open from 5 to 2628000 seconds"),
        ({"close_date": 1}, "polls are open from 5 to 2628000 seconds"),
        ({"open_period": 60, "close_date": 1_900_000_000}, "can't use both open_period and close_date"),
        ({"type": "quiz"}, "the playground shows regular polls without media only"),
        ({"allow_adding_options": True, "is_anonymous": True}, "options can't be added to anonymous polls"),
        ({"message_thread_id": 9}, "message thread not found"),
    ],
)
def test_a_poll_that_telegram_would_not_take_is_refused(ballot: Ballot, given: dict[str, Any], words: str) -> None:
    with pytest.raises(ApiError) as refused:
        ballot.asked(**given)
    assert refused.value.description == f"Bad Request: {words}"
    assert ballot.world.polls == {}


def test_a_group_that_allows_no_polls_says_so(ballot: Ballot) -> None:
    with pytest.raises(ActError, match="admins_only"):
        ballot.world.allow_polls(ballot.group.id, ballot.bert, allowed=False)
    ballot.world.allow_polls(ballot.group.id, ballot.an, allowed=False)
    with pytest.raises(ApiError, match="not enough rights to send polls to the chat"):
        ballot.asked()
    ballot.world.set_admin(ballot.group.id, ballot.an, ballot.world.bot.id)
    assert ballot.asked().poll is not None


def test_the_same_words_twice_are_two_options(ballot: Ballot) -> None:
    poll = ballot.asked("Soep", "Soep").poll
    assert poll is not None
    assert len({option.id for option in poll.options}) == 2


def test_each_vote_is_the_full_choice_and_its_counts_follow(ballot: Ballot) -> None:
    message = ballot.asked("Soep", "Taart", "Niets", allows_multiple_answers=True)
    assert message.poll is not None
    ballot.votes(ballot.an, message, 2, 0)
    answer, counts = ballot.heard()
    ids = [option.id for option in message.poll.options]
    assert answer["poll_answer"]["user"]["id"] == ballot.an
    assert answer["poll_answer"]["option_ids"] == [0, 2]
    assert answer["poll_answer"]["option_persistent_ids"] == [ids[0], ids[2]]
    assert [one["voter_count"] for one in counts["poll"]["options"]] == [1, 0, 1]
    assert counts["poll"]["total_voter_count"] == 1
    ballot.votes(ballot.an, message, 0, 2)
    assert ballot.heard() == []
    ballot.votes(ballot.an, message)
    answer, counts = ballot.heard()
    assert (answer["poll_answer"]["option_ids"], answer["poll_answer"]["option_persistent_ids"]) == ([], [])
    assert counts["poll"]["total_voter_count"] == 0


def test_an_anonymous_poll_tells_counts_and_no_voter(ballot: Ballot) -> None:
    message = ballot.asked(is_anonymous="")
    ballot.votes(ballot.an, message, 0)
    (update,) = ballot.heard()
    assert (update["poll"]["is_anonymous"], update["poll"]["total_voter_count"]) == (True, 1)


@pytest.mark.parametrize(
    ("given", "places", "reason"),
    [
        ({}, [0, 1], "one_answer"),
        ({}, [2], "no_such_option"),
        ({}, [-1], "no_such_option"),
        ({"is_closed": True}, [0], "poll_closed"),
    ],
)
def test_a_vote_that_the_app_would_not_offer_is_refused(
    ballot: Ballot, given: dict[str, Any], places: list[int], reason: str
) -> None:
    message = ballot.asked(**given)
    with pytest.raises(ActError, match=reason):
        ballot.votes(ballot.an, message, *places)
    assert ballot.heard() == []


def test_without_revoting_the_first_vote_stays(ballot: Ballot) -> None:
    message = ballot.asked(allows_revoting=False)
    ballot.votes(ballot.an, message, 0)
    for places in ([1], []):
        with pytest.raises(ActError, match="no_second_vote"):
            ballot.votes(ballot.an, message, *places)
    assert message.poll is not None
    assert message.poll.places(message.poll.votes[ballot.an]) == [0]


def test_only_a_message_with_a_poll_can_be_voted_on_and_only_inside(ballot: Ballot) -> None:
    with pytest.raises(ActError, match="no_such_message"):
        ballot.votes(ballot.an, ballot.posted(), 0)
    message = ballot.asked()
    ballot.world.remove_member(ballot.group.id, ballot.jef, ballot.jef)
    with pytest.raises(ActError, match="not_a_member"):
        ballot.votes(ballot.jef, message, 0)


def test_an_anonymous_admin_votes_as_the_group(ballot: Ballot) -> None:
    group = ballot.world.set_admin(ballot.group.id, ballot.an, ballot.bert, hidden=True)
    message = ballot.asked(chat_id=group.id)
    ballot.heard()
    ballot.votes(ballot.bert, message, 1)
    answer = ballot.heard()[0]["poll_answer"]
    assert (answer["voter_chat"]["id"], answer["user"]["id"]) == (group.id, CHANNEL_BOT)


def test_members_add_options_and_the_old_ones_keep_their_ids(ballot: Ballot) -> None:
    message = ballot.asked(allow_adding_options=True)
    assert message.poll is not None
    before = [option.id for option in message.poll.options]
    added = ballot.world.add_option(message.chat_id, ballot.bert, message.id, " Pannenkoeken ")
    service, counts = ballot.heard()
    told = service["message"]["poll_option_added"]
    assert (told["option_text"], told["option_persistent_id"]) == ("Pannenkoeken", added.id)
    assert told["poll_message"]["message_id"] == message.id
    assert [one["persistent_id"] for one in counts["poll"]["options"]] == [*before, added.id]
    assert counts["poll"]["options"][2]["added_by_user"]["id"] == ballot.bert
    ballot.votes(ballot.an, message, 2)
    assert ballot.heard()[0]["poll_answer"]["option_persistent_ids"] == [added.id]
    with pytest.raises(ActError, match="empty_text"):
        ballot.world.add_option(message.chat_id, ballot.bert, message.id, " ")
    for number in range(9):
        ballot.world.add_option(message.chat_id, ballot.bert, message.id, f"idee {number}")
    with pytest.raises(ActError, match="no_more_options"):
        ballot.world.add_option(message.chat_id, ballot.bert, message.id, "te veel")


def test_nobody_adds_to_a_poll_that_takes_no_options(ballot: Ballot) -> None:
    message = ballot.asked()
    with pytest.raises(ActError, match="no_more_options"):
        ballot.world.add_option(message.chat_id, ballot.bert, message.id, "Wafels")


def test_a_forwarded_poll_stays_one_poll_and_outsiders_count(ballot: Ballot) -> None:
    message = ballot.asked(allow_adding_options=True)
    elsewhere = ballot.world.create_group("Elders", [ballot.jef, ballot.world.add_person("Noor").id])
    passed_on = ballot.world.forward(ballot.group.id, ballot.jef, message.id, elsewhere.id)
    noor = max(ballot.people[-1], *ballot.world.chats[elsewhere.id].members)
    ballot.votes(noor, passed_on, 0)
    answer, counts = ballot.heard()
    assert (answer["poll_answer"]["user"]["id"], counts["poll"]["total_voter_count"]) == (noor, 1)
    assert ballot.world.json_of(passed_on)["forward_origin"]["sender_user"]["id"] == ballot.world.bot.id
    with pytest.raises(ActError, match="no_more_options"):
        ballot.world.add_option(elsewhere.id, noor, passed_on.id, "Wafels")
    further = ballot.world.forward(elsewhere.id, ballot.jef, passed_on.id, ballot.jef)
    assert further.origin == passed_on.origin
    ballot.heard()
    with pytest.raises(ApiError, match="poll can't be stopped"):
        ballot.call("stopPoll", chat_id=ballot.jef, message_id=further.id)
    ballot.call("stopPoll", message_id=message.id)
    with pytest.raises(ActError, match="poll_closed"):
        ballot.votes(noor, passed_on, 1)


def test_stopping_is_final_and_changes_the_keyboard(ballot: Ballot) -> None:
    keys = {"inline_keyboard": [[{"text": "Sluit", "callback_data": "close"}]]}
    message = ballot.asked(reply_markup=keys)
    assert message.markup == keys
    ballot.votes(ballot.an, message, 1)
    ballot.heard()
    stopped = ballot.call("stopPoll", message_id=message.id)
    assert (stopped["is_closed"], stopped["options"][1]["voter_count"], message.markup) == (True, 1, {})
    (update,) = ballot.heard()
    assert update["poll"] == stopped
    with pytest.raises(ApiError, match="poll has already been closed"):
        ballot.call("stopPoll", message_id=message.id)
    with pytest.raises(ApiError, match="message with poll to stop not found"):
        ballot.call("stopPoll", message_id=999)
    with pytest.raises(ApiError, match="message is not a poll"):
        ballot.call("stopPoll", message_id=ballot.posted().id)
    for method in ("editMessageText", "editMessageCaption"):
        with pytest.raises(ApiError, match="in the message to edit"):
            ballot.call(method, message_id=message.id, text="x", caption="x")


def test_polls_close_by_themselves_in_the_order_of_their_time(ballot: Ballot) -> None:
    at = int(ballot.clock().timestamp()) + 3600
    late, early = ballot.asked("Laat", close_date=at), ballot.asked("Vroeg", open_period=600)
    forever = ballot.asked("Altijd")
    assert ballot.world.json_of(early)["poll"]["open_period"] == 600
    assert ballot.world.json_of(late)["poll"]["close_date"] == at
    assert ballot.world.next_closing() == ballot.clock() + timedelta(minutes=10)
    ballot.clock.wait(3600)
    closed = [update["poll"] for update in ballot.heard()]
    assert [(one["options"][0]["text"], one["is_closed"]) for one in closed] == [("Vroeg", True), ("Laat", True)]
    assert forever.poll is not None
    assert not forever.poll.is_closed
    with pytest.raises(ActError, match="poll_closed"):
        ballot.votes(ballot.an, early, 0)


def test_what_stands_above_a_poll_is_formatted(ballot: Ballot) -> None:
    message = ballot.asked(description="Kies <b>samen</b>", description_parse_mode="HTML")
    shown = ballot.world.json_of(message)["poll"]
    assert (shown["description"], shown["description_entities"][0]["type"]) == ("Kies samen", "bold")


def test_the_page_knows_each_persons_choice_and_what_it_may_show(ballot: Ballot) -> None:
    message = ballot.asked(hide_results_until_closes=True)
    ballot.votes(ballot.an, message, 0)
    assert message.poll is not None
    shown = ballot.world.view_of(message)["ballot"]
    assert shown == {
        "votes": {str(ballot.an): [message.poll.options[0].id]},
        "takes_options": False,
        "hides_results": True,
    }
    assert ballot.world.view_of(ballot.posted())["ballot"] is None
