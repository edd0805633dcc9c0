"""The JSON shapes of the Bot API."""

from datetime import datetime

from bot.playground.model import ADMINS, ANONYMOUS_ADMIN, CHANNEL_BOT, Chat, Json, Member, Message, User
from bot.playground.poll import Option, Poll

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")


def unix(moment: datetime) -> int:
    """Whole seconds since 1970, as the Bot API dates things."""
    return int(moment.timestamp())


def user_json(user: User) -> Json:
    """A User."""
    shown: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    if user.username:
        shown["username"] = user.username
    if not user.is_bot:
        shown["language_code"] = user.language_code
    return shown


def sender_json(message: Message, users: dict[int, User]) -> Json:
    """The User a message seems to come from; an anonymous admin and a channel hide behind Telegram's own bots."""
    if not message.sender_chat:
        return user_json(users[message.sender_id])
    if message.sender_chat["id"] == message.chat_id:
        return {"id": ANONYMOUS_ADMIN, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    return channel_bot_json()


def channel_bot_json() -> Json:
    """The User that stands for whoever writes or votes as a chat."""
    return {"id": CHANNEL_BOT, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}


def chat_json(chat: Chat, users: dict[int, User]) -> Json:
    """A Chat."""
    if chat.is_private:
        return {"id": chat.id, "type": "private", "first_name": users[chat.id].first_name}
    shown: Json = {"id": chat.id, "type": chat.type, "title": chat.title}
    if chat.type == "group":
        shown["all_members_are_administrators"] = False
    if chat.topics:
        shown["is_forum"] = True
    return shown


def full_chat_json(chat: Chat, users: dict[int, User]) -> Json:
    """A ChatFullInfo."""
    shown = chat_json(chat, users)
    shown |= {"accent_color_id": 0, "max_reaction_count": 11}
    shown["accepted_gift_types"] = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    if not chat.is_private and not chat.is_channel:
        shown["permissions"] = {name: chat.permissions.get(name, True) for name in PERMISSIONS}
    if chat.pinned:
        shown["pinned_message"] = message_json(chat.messages[chat.pinned[-1]], chat, users)
    return shown


def member_json(member: Member, user: User, chat: Chat) -> Json:
    """A ChatMember."""
    shown: Json = {"user": user_json(user), "status": member.status}
    if member.status in ADMINS:
        shown["is_anonymous"] = member.anonymous
    if member.status == "administrator":
        rights = (*RIGHTS, *CHANNEL_RIGHTS) if chat.is_channel else RIGHTS
        shown |= {"can_be_edited": False, **dict.fromkeys(rights, True)}
    if member.status == "kicked":
        shown["until_date"] = 0
    return shown


def message_json(message: Message, chat: Chat, users: dict[int, User], *, nested: bool = False) -> Json:
    """A Message; a nested one does not show what it replies to."""
    shown: Json = {
        "message_id": message.id,
        "chat": chat_json(chat, users),
        "date": unix(message.sent_at),
        **_content(message, users),
    }
    if not chat.is_channel:
        shown["from"] = sender_json(message, users)
    if message.sender_chat:
        shown["sender_chat"] = message.sender_chat
    if message.origin:
        shown["forward_origin"] = message.origin
    if message.thread:
        shown |= {"message_thread_id": message.thread, "is_topic_message": message.thread in chat.topics}
    answered = chat.messages.get(message.reply_to or 0)
    if answered is not None and not nested:
        shown["reply_to_message"] = message_json(answered, chat, users, nested=True)
    if message.edited_at is not None:
        shown["edit_date"] = unix(message.edited_at)
    if "inline_keyboard" in message.markup:
        shown["reply_markup"] = message.markup
    return shown


def _content(message: Message, users: dict[int, User]) -> Json:
    if message.service:
        return message.service
    if message.poll is not None:
        return {"poll": poll_json(message.poll, users)}
    text, entities = ("caption", "caption_entities") if message.has_caption else ("text", "entities")
    shown: Json = {"document": message.document} if message.document else {}
    if message.photo:
        shown["photo"] = message.photo
    if message.text:
        shown[text] = message.text
    if message.entities:
        shown[entities] = message.entities
    return shown


def poll_json(poll: Poll, users: dict[int, User]) -> Json:
    """A Poll, as the bot that sent it sees it: with its counts."""
    shown: Json = {
        "id": poll.id,
        "question": poll.question,
        "options": [_option_json(poll, option, users) for option in poll.options],
        "total_voter_count": len(poll.votes),
        "is_closed": poll.is_closed,
        "is_anonymous": poll.is_anonymous,
        "type": "regular",
        "allows_multiple_answers": poll.takes_several,
        "allows_revoting": poll.takes_changes,
        "members_only": False,
    }
    if poll.description:
        shown |= {"description": poll.description, "description_entities": poll.description_entities}
    if poll.open_for:
        shown["open_period"] = poll.open_for
    if poll.closes_at is not None:
        shown["close_date"] = unix(poll.closes_at)
    return shown


def _option_json(poll: Poll, option: Option, users: dict[int, User]) -> Json:
    shown: Json = {"persistent_id": option.id, "text": option.text, "voter_count": poll.count(option)}
    if option.added_at is not None:
        shown |= {"added_by_user": user_json(users[option.added_by]), "addition_date": unix(option.added_at)}
    return shown


def poll_view(poll: Poll) -> Json:
    """What the page must know of a poll beside the Bot API's shape."""
    votes = {str(person): chosen for person, chosen in poll.votes.items()}
    return {"votes": votes, "takes_options": poll.takes_options, "hides_results": poll.hides_results}
