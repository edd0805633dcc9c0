"""Methods about the bot itself: who it is, its commands, and how it gets its updates."""

import json
import re
from urllib.parse import urlsplit

from bot.playground.errors import bad_request
from bot.playground.model import Json
from bot.playground.params import Params
from bot.playground.payloads import user_json
from bot.playground.updates import MAX_LIMIT, Webhook
from bot.playground.world import World

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
MAX_CONNECTIONS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def get_me(world: World, _params: Params) -> Json:
    """The bot's own user."""
    return {
        **user_json(world.bot),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.rules.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


def get_updates(world: World, params: Params) -> list[Json]:
    """What is waiting right now; the server adds the long wait."""
    poll = begin_updates(world, params)
    return world.updates.fetch(poll, params.integer("limit", MAX_LIMIT))


def begin_updates(world: World, params: Params) -> int:
    """The first half of getUpdates: end the poll before this one, and confirm."""
    poll = world.updates.begin_poll()
    world.updates.allow(params.structure("allowed_updates", list))
    world.updates.confirm(params.integer("offset"))
    return poll


def set_webhook(world: World, params: Params) -> bool:
    """Deliver updates to a url; only this machine can be reached from here."""
    url, secret = params.text("url"), params.text("secret_token")
    if url and (urlsplit(url).hostname not in LOOPBACK or urlsplit(url).scheme not in ("http", "https")):
        raise bad_request("bad webhook: the playground delivers to this machine only")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = min(max(params.integer("max_connections", 40), 1), MAX_CONNECTIONS)
    world.updates.allow(params.structure("allowed_updates", list))
    world.updates.set_webhook(Webhook(url, secret, connections), drop=params.flag("drop_pending_updates"))
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """Back to polling."""
    world.updates.set_webhook(Webhook(), drop=params.flag("drop_pending_updates"))
    return True


def webhook_info(world: World, _params: Params) -> Json:
    """How delivery goes."""
    return world.updates.webhook_info()


def set_commands(world: World, params: Params) -> bool:
    """Set the list of commands for a scope and a language."""
    commands: list[Json] = params.structure("commands", list) or []
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= MAX_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(params)] = commands
    return True


def delete_commands(world: World, params: Params) -> bool:
    """Forget the list of a scope and a language."""
    world.commands.pop(_scope(params), None)
    return True


def get_commands(world: World, params: Params) -> list[Json]:
    """The list of exactly this scope and language."""
    return world.commands.get(_scope(params), [])


def _scope(params: Params) -> tuple[str, str]:
    scope = params.structure("scope", dict) or {"type": "default"}
    return json.dumps(scope, sort_keys=True), params.text("language_code")
