// What the page knows: the world as the server tells it, and who and where the visitor is.
export const state = {
  bot: null, people: [], chats: new Map(), messages: new Map(), commands: [],
  me: 0, chat: 0, reply: null, unread: new Map(), channel: "",
};

const listeners = new Map();

/** Hear of a kind of change: snapshot, chats, message, deleted, answer, busy, hint, chosen, reply, offline. */
export function on(kinds, listener) {
  for (const kind of kinds.split(" ")) listeners.set(kind, [...(listeners.get(kind) ?? []), listener]);
}

export function tell(kind, what = {}) {
  for (const listener of listeners.get(kind) ?? []) listener(what);
}

/** Follow the server. EventSource comes back by itself, and starts with everything. */
export function follow() {
  const source = new EventSource("/playground/events");
  source.onopen = () => tell("offline", { off: false });
  source.onerror = () => tell("offline", { off: true });
  source.onmessage = (event) => {
    const change = JSON.parse(event.data);
    take[change.type]?.(change);
    tell(change.type, change);
  };
}

function overview({ bot, people, chats }) {
  Object.assign(state, { bot, people, chats: new Map(chats.map((chat) => [chat.id, chat])) });
}

const take = {
  snapshot(change) {
    overview(change);
    state.commands = change.commands;
    const sorted = Object.entries(change.messages).map(([id, all]) => [Number(id), new Map(all.map((m) => [m.message_id, m]))]);
    state.messages = new Map(sorted);
    if (!state.people.some((person) => person.id === state.me)) state.me = state.people[0]?.id ?? 0;
    if (!mayRead(state.chats.get(state.chat))) state.chat = firstChat();
  },
  chats(change) {
    const before = state.chat;
    overview(change);
    const now = state.chats.get(before);
    if (!mayRead(now)) choose({ chat: firstChat() });
  },
  message({ chat, message }) {
    if (!state.messages.has(chat)) state.messages.set(chat, new Map());
    const isNew = !state.messages.get(chat).has(message.message_id);
    state.messages.get(chat).set(message.message_id, message);
    if (isNew && chat !== state.chat) state.unread.set(chat, (state.unread.get(chat) ?? 0) + 1);
    if (isNew && message.migrate_to_chat_id && chat === state.chat) setTimeout(() => choose({ chat: message.migrate_to_chat_id }), 50);
  },
  deleted({ chat, id }) {
    state.messages.get(chat)?.delete(id);
    if (state.reply === id && chat === state.chat) replyTo(null);
  },
  hint({ chat, hint }) {
    const found = state.chats.get(chat);
    if (found) found.hint = hint;
  },
};

/** Be someone else, or look somewhere else. */
export function choose({ me = state.me, chat = state.chat }) {
  const before = state.chats.get(state.chat);
  if (me !== state.me && before?.type === "private") chat = me;
  Object.assign(state, { me, chat, reply: chat === state.chat ? state.reply : null });
  state.unread.delete(chat);
  tell("chosen");
}

export function replyTo(id) {
  state.reply = id;
  tell("reply");
}

/** The chats the visitor may see as this person: groups (also left ones) and their own private chat, newest first. */
export function visible() {
  const newest = (chat) => history(chat.id).at(-1)?.date ?? (chat.type === "private" ? 0 : 1);
  return [...state.chats.values()].filter((chat) => mayRead(chat) && !chat.migrated_to).sort((a, b) => newest(b) - newest(a));
}

function mayRead(chat) {
  return Boolean(chat) && (chat.type !== "private" || chat.id === state.me);
}

function firstChat() {
  return [...state.chats.values()].find((chat) => chat.type !== "private" && !chat.migrated_to)?.id ?? state.me;
}

export const here = () => state.chats.get(state.chat);
export const history = (chat = state.chat) => [...(state.messages.get(chat)?.values() ?? [])];
export const user = (id) => (id === state.bot.id ? state.bot : state.people.find((person) => person.id === id));
export const statusIn = (chat, id) => chat?.members.find((member) => member.id === id)?.status ?? "left";
export const isIn = (chat, id) => ["creator", "administrator", "member"].includes(statusIn(chat, id));
export const mayWrite = () => here()?.type === "private" || isIn(here(), state.me);
export const title = (chat) => (chat.type === "private" ? state.bot.first_name : chat.title);
