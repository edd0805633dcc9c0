"""Methods that put something in a chat, or take it away."""

from datetime import timedelta
from typing import Any

from bot.playground.access import chat_of, formatted, message_of, reply_of, thread_of, writable_chat
from bot.playground.entities import MAX_CAPTION, MAX_TEXT
from bot.playground.errors import bad_request
from bot.playground.keyboards import Markup, markup_of
from bot.playground.model import ADMINS, Chat, Json, Message
from bot.playground.params import Params
from bot.playground.world import World

DELETABLE_FOR = timedelta(hours=48)
MAX_ALERT = 200
MAX_UPLOAD = 50 * 1024 * 1024  # bytes
ACTIONS = frozenset({"typing", "upload_photo", "upload_document", "upload_video", "upload_voice", "find_location"})


def send_message(world: World, params: Params) -> Json:
    """Send text."""
    chat = writable_chat(world, params, "can_send_messages", "text messages")
    text, entities = _text(params)
    return sent(world, chat, params, text=text, entities=entities)


def _text(params: Params) -> tuple[str, list[Json]]:
    text, entities = formatted(params, "text", MAX_TEXT)
    if not text:
        raise bad_request("message text is empty")
    return text, entities


def sent(world: World, chat: Chat, params: Params, **content: Any) -> Json:
    """Put a message of the bot in a chat, within the limit of the minute."""
    content |= {"thread": thread_of(chat, params), "reply_to": reply_of(chat, params), "markup": markup_of(params)}
    world.spend(chat)
    return world.json_of(world.post(chat, world.bot.id, **content))


def send_document(world: World, params: Params) -> Json:
    """Send a file."""
    chat = writable_chat(world, params, "can_send_documents", "documents")
    upload = params.file("document")
    if upload is None or not upload.content:
        raise bad_request("there is no document in the request")
    if len(upload.content) > MAX_UPLOAD:
        raise bad_request("file is too big")
    caption, entities = formatted(params, "caption", MAX_CAPTION)
    file_id = f"file{next(world.numbers)}"
    world.files[file_id] = (upload.name, upload.mime_type, upload.content)
    document = {
        "file_id": file_id,
        "file_unique_id": f"u{file_id}",
        "file_name": upload.name,
        "mime_type": upload.mime_type,
        "file_size": len(upload.content),
    }
    return sent(world, chat, params, text=caption, entities=entities, document=document)


def edit_text(world: World, params: Params) -> Json:
    """Change the text and the keyboard of a message of the bot."""
    message = _editable(world, params)
    text, entities = _text(params)
    if message.has_caption or message.poll is not None:
        raise bad_request("there is no text in the message to edit")
    return _changed(world, message, text, entities, markup_of(params))


def edit_caption(world: World, params: Params) -> Json:
    """Change the words under a picture or a file of the bot, and the keyboard."""
    message = _editable(world, params)
    text, entities = formatted(params, "caption", MAX_CAPTION)
    if not message.has_caption:
        raise bad_request("there is no caption in the message to edit")
    return _changed(world, message, text, entities, markup_of(params))


def edit_markup(world: World, params: Params) -> Json:
    """Change only the keyboard of a message of the bot."""
    message = _editable(world, params)
    return _changed(world, message, message.text, message.entities, markup_of(params))


def _editable(world: World, params: Params) -> Message:
    message = message_of(chat_of(world, params), params, "edit")
    if message.sender_id != world.bot.id or message.service or message.origin or "force_reply" in message.markup:
        raise bad_request("message can't be edited")
    return message


def _changed(world: World, message: Message, text: str, entities: list[Json], markup: Markup) -> Json:
    if (message.text, message.entities, message.markup) == (text, entities, markup):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    world.spend(world.chats[message.chat_id])
    message.text, message.entities, message.markup = text, entities, markup
    message.edited_at = world.now()
    world.show(message)
    return world.json_of(message)


def delete_message(world: World, params: Params) -> bool:
    """Delete a message: the bot's own within 48 hours, or anybody's as an admin."""
    chat = chat_of(world, params)
    message = message_of(chat, params, "delete")
    young = message.sent_at > world.now() - DELETABLE_FOR
    is_admin = chat.status_of(world.bot.id) in ADMINS
    if not is_admin and not (young and (chat.is_private or message.sender_id == world.bot.id)):
        raise bad_request("message can't be deleted")
    world.erase(chat, message.id)
    return True


def answer_press(world: World, params: Params) -> bool:
    """Answer a pressed button, once."""
    press = world.open_press(params.text("callback_query_id"))
    text = params.text("text")
    if len(text) > MAX_ALERT:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answered = True
    world.tell("answer", press=press.id, person=press.user_id, text=text, alert=params.flag("show_alert"))
    return True


def chat_action(world: World, params: Params) -> bool:
    """Show that the bot is busy."""
    chat = writable_chat(world, params, "can_send_messages", "text messages")
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread_of(chat, params)
    world.tell("busy", chat=chat.id)
    return True
