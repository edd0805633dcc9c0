"""Photos in the playground: as strict as Telegram, shown on the page and nowhere else."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any

import pytest
from aiohttp import FormData
from playwright.async_api import expect

from bot.pictures.drawn import png
from bot.playground.calls import dispatch
from bot.playground.errors import ApiError
from bot.playground.params import Upload
from bot.playground.photos import MAX_DOWNLOAD, MAX_PHOTO, kind_and_size
from tests.bot.playground_place import Place, a_place
from tests.bot.playground_screen import DESK, PHONE, a_screen
from tests.bot.playground_world import Scene


def drawn(width: int = 60, height: int = 40) -> bytes:
    return png(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><circle r="9"/></svg>')


PNG = drawn()
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x0b\x08\x00\x20\x00\x30\x01\x01\x11\x00\xff\xd9"
)


def photo(scene: Scene, content: bytes = PNG, **given: Any) -> Any:
    files = {"p": Upload("x.png", content, "image/png")} if content else {}
    return dispatch(scene.world, "sendPhoto", {"chat_id": scene.group.id, "photo": "attach://p", **given}, files)


def test_a_photo_has_its_sizes_and_its_caption() -> None:
    scene = Scene()
    sent = photo(scene, caption="<b>Plan</b>", parse_mode="HTML")
    assert (sent["photo"][0]["width"], sent["photo"][0]["height"]) == (60, 40)
    assert (sent["caption"], sent["caption_entities"][0]["type"]) == ("Plan", "bold")
    assert "text" not in sent


@pytest.mark.parametrize(
    ("content", "given", "why"),
    [
        pytest.param(b"", {}, "there is no photo in the request", id="nothing"),
        pytest.param(b"<svg/>", {}, "IMAGE_PROCESS_FAILED", id="svg"),
        pytest.param(PNG[:-8], {}, "IMAGE_PROCESS_FAILED", id="half a png"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x02", {}, "IMAGE_PROCESS_FAILED", id="a jpeg without a frame"),
        pytest.param(b"\xff\xd8" + b"x" * 20, {}, "IMAGE_PROCESS_FAILED", id="a jpeg of letters"),
        pytest.param(drawn(410, 20), {}, "PHOTO_INVALID_DIMENSIONS", id="too long for its height"),
        pytest.param(PNG, {"caption": "x" * 1025}, "message caption is too long", id="1025 characters"),
        pytest.param(PNG, {"caption": "<b>x", "parse_mode": "HTML"}, "can't parse entities", id="broken markup"),
        pytest.param(PNG + b"\x00" * MAX_PHOTO, {}, "file is too big", id="10 MB"),
    ],
)
def test_what_is_no_photo_is_refused(content: bytes, given: dict[str, Any], why: str) -> None:
    scene = Scene()
    before = len(scene.group.messages)
    with pytest.raises(ApiError) as refused:
        photo(scene, content, **given)
    assert why in refused.value.description
    assert len(scene.group.messages) == before


def test_pictures_are_judged_by_what_is_in_them() -> None:
    assert kind_and_size(PNG) == ("png", 60, 40)
    assert kind_and_size(JPEG) == ("jpeg", 48, 32)


@pytest.mark.parametrize("size", [b"\x00\x00\x00\x00\x00\x00\x00\x09", b"\x00\x00\x27\x00\x00\x00\x27\x00"])
def test_a_picture_of_no_size_or_a_huge_one_is_refused(size: bytes) -> None:
    with pytest.raises(ApiError):
        kind_and_size(PNG[:16] + size + PNG[24:])


def test_members_may_be_kept_from_sending_photos() -> None:
    scene = Scene()
    scene.group.permissions["can_send_photos"] = False
    with pytest.raises(ApiError, match="not enough rights to send photos to the chat"):
        photo(scene)
    scene.posted("Woorden mogen wel")


def test_a_caption_can_be_changed_and_words_are_no_caption() -> None:
    scene = Scene()
    sent, words = photo(scene, caption="een"), scene.posted("woorden")
    changed = scene.call("editMessageCaption", message_id=sent["message_id"], caption="twee")
    assert (changed["caption"], len(changed["photo"])) == ("twee", 1)
    for method, message, given, why in (
        ("editMessageCaption", sent["message_id"], {"caption": "twee"}, "message is not modified"),
        ("editMessageCaption", words.id, {"caption": "x"}, "there is no caption in the message to edit"),
        ("editMessageText", sent["message_id"], {"text": "x"}, "there is no text in the message to edit"),
        ("editMessageCaption", 999, {"caption": "x"}, "message to edit not found"),
    ):
        with pytest.raises(ApiError, match=why):
            scene.call(method, message_id=message, **given)


def test_a_file_is_found_by_its_id() -> None:
    scene = Scene()
    file_id = photo(scene)["photo"][0]["file_id"]
    found = scene.call("getFile", file_id=file_id)
    assert (found["file_size"], found["file_path"]) == (len(PNG), f"{file_id}/{file_id}.png")
    scene.world.files["big"] = ("big.zip", "application/zip", b"0" * (MAX_DOWNLOAD + 1))
    for wrong, why in (("none", "invalid file_id"), ("big", "file is too big")):
        with pytest.raises(ApiError, match=why):
            scene.call("getFile", file_id=wrong)


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    async with a_place() as made:
        yield made


async def test_a_photo_comes_by_multipart_and_can_be_fetched_again(place: Place) -> None:
    parts = FormData({"chat_id": str(place.group.id), "photo": "attach://p"})
    parts.add_field("p", PNG, filename="plan.png", content_type="image/png")
    async with place.client.post(place.url("sendPhoto"), data=parts) as answer:
        file_id = (await answer.json())["result"]["photo"][0]["file_id"]
    _, found = await place.call("getFile", file_id=file_id)
    base = f"{place.running.api_url}/file/bot"
    async with place.client.get(f"{base}{place.running.token}/{found['result']['file_path']}") as answer:
        assert await answer.read() == PNG
    async with place.client.get(f"{base}{place.running.token}/{file_id}/other.png") as answer:
        assert answer.status == HTTPStatus.NOT_FOUND
    async with place.client.get(f"{base}1:abc/{found['result']['file_path']}") as answer:
        assert answer.status == HTTPStatus.UNAUTHORIZED


async def test_the_page_gets_pictures_and_nothing_that_calls_itself_one(place: Place) -> None:
    place.world.files["p"] = ("p.png", "image/png", PNG)
    place.world.files["fake"] = ("p.png", "image/png", b"<script>alert(1)</script>")
    shown = await place.get("playground/photos/p")
    assert (await shown.read(), shown.content_type) == (PNG, "image/png")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert (await place.get("playground/photos/fake")).status == HTTPStatus.NOT_FOUND
    assert (await place.get("playground/photos/none")).status == HTTPStatus.NOT_FOUND


@pytest.mark.browser
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_the_page_shows_a_photo_with_its_words(size: dict[str, int]) -> None:
    async with a_screen(size) as screen:
        await screen.welcome()
        files = {"p": Upload("x.png", drawn(900, 700), "image/png")}
        given = {"chat_id": screen.group.id, "photo": "attach://p", "caption": "Onze pakketten\nA en B"}
        dispatch(screen.world, "sendPhoto", given, files)
        image = screen.log.get_by_role("img", name="Beeld: Onze pakketten")
        await expect(image).to_be_visible()
        await expect(screen.log.locator(".words").last).to_contain_text("A en B")
        box = await image.bounding_box()
        assert box is not None
        assert box["width"] / box["height"] == pytest.approx(9 / 7, rel=0.01)
        assert await screen.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert await image.evaluate("node => node.naturalWidth") == 900
