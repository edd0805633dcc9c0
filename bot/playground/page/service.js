// Sentences for service messages, and one line for any message.
import { say } from "./words.js";
import { state } from "./store.js";

const name = (user) => user?.first_name ?? "?";

/** The sentence of a service message; empty for an ordinary one. */
export function service(message) {
  const who = name(message.from ?? { first_name: message.sender_chat?.title });
  const joined = message.new_chat_members?.[0];
  if (joined) return say(joined.id === message.from.id ? "service.joined" : "service.added", { who, whom: name(joined) });
  const left = message.left_chat_member;
  if (left) return say(left.id === message.from.id ? "service.left" : "service.removed", { who, whom: name(left) });
  if (message.new_chat_title) return say("service.renamed", { who, title: message.new_chat_title });
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return say("service.migrated");
  if (message.pinned_message) return say("service.pinned", { who });
  if (message.forum_topic_created) return say("service.topic", { title: message.forum_topic_created.name });
  if (message.poll_option_added) return say("service.option", { who, title: message.poll_option_added.option_text });
  return "";
}

/** Who a message shows as its sender, to `me`. */
export function author(message, me = state.me) {
  const chat = message.sender_chat;
  if (chat) return chat.type === "channel" ? chat.title : say("message.as_group", { title: chat.title });
  return message.from.id === me ? say("message.you") : name(message.from);
}

/** One line: for the list of chats and for quotes. */
export function summary(message, withAuthor = true) {
  const sentence = service(message);
  if (sentence) return sentence;
  const kind = message.photo ? say("message.photo", { title: "" }) : `${say("message.document")}: ${message.document?.file_name ?? ""}`;
  const asked = message.poll ? `📊 ${message.poll.question}` : null;
  const text = (message.text ?? message.caption ?? asked ?? kind)
    .replace(/\s+/g, " ").slice(0, 140);
  return withAuthor ? `${author(message)}: ${text}` : text;
}
