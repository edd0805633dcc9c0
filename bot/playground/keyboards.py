"""Keyboards under a message, checked as strictly as Telegram does."""

from typing import Any

from bot.playground.errors import bad_request
from bot.playground.params import Params

MAX_DATA_BYTES = 64
MAX_BUTTONS = 100
MAX_PER_ROW = 8
MAX_PLACEHOLDER = 64
_ACTIONS = ("callback_data", "url", "copy_text", "switch_inline_query", "switch_inline_query_current_chat")

Markup = dict[str, Any]


def markup_of(params: Params) -> Markup:
    """The checked reply markup of a call; empty when there is none.

    Raises:
        ApiError: a keyboard Telegram would refuse, or one this page can't show.
    """
    markup: Markup = params.structure("reply_markup", dict) or {}
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"])
    if markup.get("force_reply"):
        return _force_reply(markup)
    if markup and not markup.get("remove_keyboard"):
        raise bad_request("the playground shows inline keyboards and force_reply only")
    return {}


def _force_reply(markup: Markup) -> Markup:
    if len(str(markup.get("input_field_placeholder", ""))) > MAX_PLACEHOLDER:
        raise bad_request("REPLY_MARKUP_PLACEHOLDER_INVALID")
    return markup


def _inline(rows: Any) -> Markup:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard: expected an Array of Arrays")
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_PER_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    kept = [[_button(button) for button in row] for row in rows if row]
    return {"inline_keyboard": kept} if kept else {}


def _button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String and not empty')
    if "web_app" in button:
        raise bad_request("BUTTON_TYPE_INVALID")
    if sum(action in button for action in _ACTIONS) != 1:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    _check_target(button)
    return button


def _check_target(button: dict[str, Any]) -> None:
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    url = str(button.get("url", "https://"))
    if not url.startswith(("https://", "http://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
