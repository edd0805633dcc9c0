"""Pictures in a chat, as strict as Telegram about what a picture is, and files for whoever asks by their id."""

from struct import unpack_from

from bot.playground.access import formatted, writable_chat
from bot.playground.entities import MAX_CAPTION
from bot.playground.errors import bad_request
from bot.playground.model import Json
from bot.playground.params import Params
from bot.playground.sending import sent
from bot.playground.world import World

MAX_PHOTO = 10 * 1024 * 1024  # bytes
MAX_DOWNLOAD = 20 * 1024 * 1024  # bytes
MAX_SIDES = 10_000  # width and height together
MAX_RATIO = 20
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # JPEG segments that tell width and height


def send_photo(world: World, params: Params) -> Json:
    """Send a picture with words under it."""
    chat = writable_chat(world, params, "can_send_photos", "photos")
    upload = params.file("photo")
    if upload is None or not upload.content:
        raise bad_request("there is no photo in the request")
    if len(upload.content) > MAX_PHOTO:
        raise bad_request("file is too big")
    kind, width, height = kind_and_size(upload.content)
    caption, entities = formatted(params, "caption", MAX_CAPTION)
    file_id = f"photo{next(world.numbers)}"
    world.files[file_id] = (f"{file_id}.{kind}", f"image/{kind}", upload.content)
    size = {
        "file_id": file_id,
        "file_unique_id": f"u{file_id}",
        "width": width,
        "height": height,
        "file_size": len(upload.content),
    }
    return sent(world, chat, params, text=caption, entities=entities, photo=[size])


def kind_and_size(content: bytes) -> tuple[str, int, int]:
    """The kind, width and height of a picture.

    Raises:
        ApiError: no picture, or one of a shape that Telegram refuses.
    """
    found = _png_size(content) or _jpeg_size(content)
    if found is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    _, width, height = found
    if width + height > MAX_SIDES or max(width, height) > MAX_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return found


def _png_size(content: bytes) -> tuple[str, int, int] | None:
    if not content.startswith(_PNG) or content[12:16] != b"IHDR" or not content.endswith(b"IEND\xaeB`\x82"):
        return None
    width, height = unpack_from(">II", content, 16)
    return ("png", width, height) if width and height else None


def _jpeg_size(content: bytes) -> tuple[str, int, int] | None:
    at = 2 if content.startswith(_JPEG) else len(content)
    while at + 9 <= len(content) and content[at] == _JPEG[0]:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker in _FRAMES:
            height, width = unpack_from(">HH", content, at + 5)
            return ("jpeg", width, height) if width and height else None
        at += 2 + length
    return None


def get_file(world: World, params: Params) -> Json:
    """Where a file can be fetched."""
    file_id = params.text("file_id")
    if file_id not in world.files:
        raise bad_request("invalid file_id")
    name, _, content = world.files[file_id]
    if len(content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": f"u{file_id}",
        "file_size": len(content),
        "file_path": f"{file_id}/{name}",
    }
