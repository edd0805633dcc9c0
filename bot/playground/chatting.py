"""Methods about chats and the people in them, and small signs on messages."""

from bot.playground.access import chat_of, message_of, writable_chat
from bot.playground.errors import bad_request
from bot.playground.model import ADMINS, IN_CHAT, Chat, Json, Member
from bot.playground.params import Params
from bot.playground.payloads import full_chat_json, member_json
from bot.playground.world import World

# A part of the emoji Telegram allows as a reaction.
REACTIONS = frozenset("👍👎❤🔥🥰👏😁🤔🎉🤩🙏👌💯🤗🤝✍👀🤷🆒💘😍😢")


def get_chat(world: World, params: Params) -> Json:
    """Everything about a chat."""
    return full_chat_json(chat_of(world, params), world.users)


def get_member(world: World, params: Params) -> Json:
    """One member; someone never seen there has left."""
    chat = _unmoved(world, params)
    user = world.users.get(params.integer("user_id"))
    if user is None:
        raise bad_request("member not found")
    return member_json(chat.members.get(user.id, Member(user.id, "left")), user, chat)


def _unmoved(world: World, params: Params) -> Chat:
    chat = chat_of(world, params)
    if chat.migrated_to:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    return chat


def get_admins(world: World, params: Params) -> list[Json]:
    """The creator and the admins."""
    chat = _unmoved(world, params)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    found = [member for member in chat.members.values() if member.status in ADMINS]
    return [member_json(member, world.users[member.user_id], chat) for member in found]


def count_members(world: World, params: Params) -> int:
    """How many are in a chat, the bot included."""
    chat = _unmoved(world, params)
    return 2 if chat.is_private else sum(member.status in IN_CHAT for member in chat.members.values())


def leave(world: World, params: Params) -> bool:
    """Leave a group."""
    chat = chat_of(world, params)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    world.remove(chat, world.bot.id, world.bot.id)
    return True


def react(world: World, params: Params) -> bool:
    """Put the bot's reaction on a message, at most one; an empty list takes it away."""
    message = message_of(chat_of(world, params), params, "react")
    reactions: list[Json] = params.structure("reaction", list) or []
    if len(reactions) > 1 or any(one.get("emoji", "").rstrip("\ufe0f") not in REACTIONS for one in reactions):
        raise bad_request("REACTION_INVALID")
    message.reactions = reactions
    world.show(message)
    return True


def pin(world: World, params: Params) -> bool:
    """Pin a message."""
    chat = _pinnable(world, params)
    message = message_of(chat, params, "pin")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        world.post(chat, world.bot.id, service={"pinned_message": world.json_of(message)})
        world.tell("chats", **world.overview())
    return True


def unpin(world: World, params: Params) -> bool:
    """Take a pinned message off, the newest when none is named."""
    chat = _pinnable(world, params)
    newest = chat.pinned[-1] if chat.pinned else 0
    message_id = params.integer("message_id", newest)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    world.tell("chats", **world.overview())
    return True


def _pinnable(world: World, params: Params) -> Chat:
    chat = writable_chat(world, params, "can_send_messages", "text messages")
    may = chat.is_private or chat.permissions.get("can_pin_messages", not chat.is_supergroup)
    if not may and chat.status_of(world.bot.id) not in ADMINS:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat
