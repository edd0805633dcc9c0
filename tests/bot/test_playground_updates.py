import pytest

from bot.playground.calls import dispatch
from bot.playground.errors import ApiError
from bot.playground.faults import Fault, Faults
from bot.playground.updates import FIRST_ID, UpdateQueue, Webhook
from tests.bot.playground_world import Patient, Scene


def queue(count: int) -> tuple[UpdateQueue, Patient]:
    clock = Patient()
    updates = UpdateQueue(clock)
    for number in range(count):
        updates.add("message", {"n": number}, number % 2)
    return updates, clock


def ids(updates: UpdateQueue, limit: int = 100) -> list[int]:
    return [update["update_id"] - FIRST_ID for update in updates.fetch(updates.begin_poll(), limit)]


def test_updates_stay_until_a_higher_offset_confirms_them() -> None:
    updates, _ = queue(4)
    assert ids(updates) == ids(updates) == [0, 1, 2, 3]
    updates.confirm(FIRST_ID + 2)
    assert ids(updates) == [2, 3]
    updates.confirm(0)
    assert ids(updates) == [2, 3]


def test_a_negative_offset_forgets_all_but_the_newest() -> None:
    updates, _ = queue(5)
    updates.confirm(-2)
    assert ids(updates) == [3, 4]


@pytest.mark.parametrize(("limit", "given"), [(0, 1), (2, 2), (500, 100)])
def test_the_limit_lies_between_1_and_100(limit: int, given: int) -> None:
    updates, _ = queue(120)
    assert len(ids(updates, limit)) == given


def test_updates_are_kept_for_a_day() -> None:
    updates, clock = queue(1)
    clock.wait(24 * 3600)
    assert ids(updates) == [0]
    clock.wait(1)
    assert ids(updates) == []


def test_a_second_poll_ends_the_first() -> None:
    updates, _ = queue(1)
    first = updates.begin_poll()
    updates.begin_poll()
    with pytest.raises(ApiError) as refused:
        updates.fetch(first)
    assert refused.value.code == 409
    assert str(refused.value).startswith("Conflict: terminated by other getUpdates request")


def test_polling_is_refused_while_a_webhook_is_set() -> None:
    updates, _ = queue(1)
    updates.set_webhook(Webhook("http://127.0.0.1/hook"), drop=False)
    with pytest.raises(ApiError, match="can't use getUpdates method while webhook is active"):
        updates.begin_poll()
    updates.set_webhook(Webhook(), drop=True)
    assert ids(updates) == []


def test_only_wanted_kinds_are_kept_and_none_means_as_before() -> None:
    scene = Scene()
    dispatch(scene.world, "getUpdates", {"allowed_updates": '["callback_query"]'})
    scene.world.say(scene.group.id, scene.an, "/start")
    dispatch(scene.world, "getUpdates", {})
    scene.world.say(scene.group.id, scene.an, "/start")
    assert scene.heard() == []
    assert scene.world.updates.webhook_info()["allowed_updates"] == ["callback_query"]
    dispatch(scene.world, "getUpdates", {"allowed_updates": []})
    scene.world.say(scene.group.id, scene.an, "/start")
    assert scene.heard_texts() == ["/start"]


def test_ids_can_jump_as_after_a_quiet_week() -> None:
    updates, _ = queue(1)
    updates.skip_ids(5000)
    updates.add("message", {}, 1)
    assert ids(updates) == [0, 5001]


def test_a_fault_hits_the_nth_call_of_its_method() -> None:
    faults = Faults()
    faults.plan([Fault("drop_after", "sendMessage", nth=2), Fault("server_error", nth=4)])
    struck = [faults.strike(name) for name in ("sendMessage", "getMe", "sendMessage", "getMe", "sendMessage")]
    assert [fault.kind if fault else "" for fault in struck] == ["", "", "drop_after", "server_error", ""]


def test_chance_repeats_with_its_seed() -> None:
    def struck(seed: int) -> list[bool]:
        faults = Faults()
        faults.plan([Fault("too_many", probability=0.5)], seed)
        return [faults.strike("getMe") is not None for _ in range(50)]

    assert struck(1) == struck(1) != struck(2)
    assert 10 < sum(struck(1)) < 40


def test_an_unknown_kind_of_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="meteor"):
        Fault.from_json({"kind": "meteor"})
