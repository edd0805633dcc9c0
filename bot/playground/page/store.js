// What the page knows: the world as the server tells it, and who and where the visitor is.

/** A pane shows one chat as one person sees it. The active one is the one that was touched last. */
export const state = {
  bot: null, people: [], chats: new Map(), messages: new Map(), commands: [],
  panes: [{ number: 0, me: 0, chat: 0, reply: null }], active: 0,
  unread: new Map(), channel: "", ahead: 0,
};

export const active = () => state.panes.find((pane) => pane.number === state.active) ?? state.panes[0];
for (const name of ["me", "chat", "reply"]) {
  Object.defineProperty(state, name, { get: () => active()[name], set: (value) => { active()[name] = value; } });
}

const listeners = new Map();

/** Hear of a kind of change: snapshot, chats, message, deleted, answer, busy, hint, clock, chosen, panes, active, reply, offline. */
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
    state.ahead = change.now - Date.now();
    const sorted = Object.entries(change.messages).map(([id, all]) => [Number(id), new Map(all.map((m) => [m.message_id, m]))]);
    state.messages = new Map(sorted);
    for (const pane of state.panes) {
      if (!state.people.some((person) => person.id === pane.me)) pane.me = state.people[0]?.id ?? 0;
      if (!mayRead(state.chats.get(pane.chat), pane)) pane.chat = firstChat(pane);
    }
  },
  chats(change) {
    overview(change);
    for (const pane of [...state.panes]) if (!mayRead(state.chats.get(pane.chat), pane)) leave(pane);
  },
  message({ chat, message }) {
    if (!state.messages.has(chat)) state.messages.set(chat, new Map());
    const isNew = !state.messages.get(chat).has(message.message_id);
    state.messages.get(chat).set(message.message_id, message);
    const showing = state.panes.filter((pane) => pane.chat === chat);
    if (isNew && !showing.length) state.unread.set(chat, (state.unread.get(chat) ?? 0) + 1);
    if (!isNew || !message.migrate_to_chat_id) return;
    for (const pane of showing) setTimeout(() => choose({ chat: message.migrate_to_chat_id }, pane), 50);
  },
  deleted({ chat, id }) {
    state.messages.get(chat)?.delete(id);
    for (const pane of state.panes) if (pane.reply === id && pane.chat === chat) replyTo(null, pane);
  },
  hint({ chat, hint }) {
    const found = state.chats.get(chat);
    if (found) found.hint = hint;
  },
  clock({ now }) {
    state.ahead = now - Date.now();
  },
};

/** A chat is gone: a pane beside closes, the first looks elsewhere. */
function leave(pane) {
  if (pane.number) closePane(pane.number);
  else choose({ chat: firstChat(pane) }, pane);
}

/** Wait until the page knows these chats: the answer to an act may come before the news of it. */
export async function known(...chats) {
  while (!chats.every((chat) => mayRead(state.chats.get(chat), active()))) await new Promise((go) => setTimeout(go, 20));
}

/** Be someone else, or look somewhere else. */
export function choose({ me, chat }, pane = active()) {
  const before = state.chats.get(pane.chat);
  const who = me ?? pane.me;
  const moves = who !== pane.me && before?.type === "private";
  const where = moves ? who : chat ?? pane.chat;
  Object.assign(pane, { me: who, chat: where, reply: where === pane.chat ? pane.reply : null });
  state.unread.delete(where);
  tell("chosen", { pane });
}

/** The pane that the visitor works in from now on. */
export function activate(number) {
  if (state.active === number) return;
  state.active = number;
  tell("active");
}

const MOST = 3; // more do not fit on a desk

/** Show a chat beside the others; one that is shown already is only made active. */
export function openBeside(chat) {
  const shown = state.panes.find((pane) => pane.chat === chat && (state.chats.get(chat)?.type !== "private" || pane.me === chat));
  if (shown) { activate(shown.number); return; }
  if (state.panes.length === MOST) closePane(state.panes.at(-1).number);
  const number = Math.max(...state.panes.map((pane) => pane.number)) + 1;
  state.panes.push({ number, me: state.me, chat, reply: null });
  state.unread.delete(chat);
  state.active = number;
  tell("panes");
}

export function closePane(number) {
  state.panes = state.panes.filter((pane) => pane.number !== number);
  if (state.active === number) state.active = 0;
  tell("panes");
}

export function replyTo(id, pane = active()) {
  pane.reply = id;
  tell("reply", { pane });
}

/** The chats the visitor may see as this person: groups (also left ones) and their own private chat, newest first. */
export function visible() {
  const newest = (chat) => history(chat.id).at(-1)?.date ?? (chat.type === "private" ? 0 : 1);
  return [...state.chats.values()].filter((chat) => mayRead(chat) && !chat.migrated_to).sort((a, b) => newest(b) - newest(a));
}

function mayRead(chat, pane = active()) {
  return Boolean(chat) && (chat.type !== "private" || chat.id === pane.me);
}

function firstChat(pane) {
  return [...state.chats.values()].find((chat) => chat.type !== "private" && !chat.migrated_to)?.id ?? pane.me;
}

export const here = (pane = active()) => state.chats.get(pane.chat);
export const history = (chat = state.chat) => [...(state.messages.get(chat)?.values() ?? [])];
export const user = (id) => (id === state.bot.id ? state.bot : state.people.find((person) => person.id === id));
export const statusIn = (chat, id) => chat?.members.find((member) => member.id === id)?.status ?? "left";
export const isIn = (chat, id) => ["creator", "administrator", "member"].includes(statusIn(chat, id));
export const isAdminOf = (chat, id) => ["creator", "administrator"].includes(statusIn(chat, id));
export const title = (chat) => (chat.type === "private" ? state.bot.first_name : chat.title);

/** Whether someone may write in a chat: a channel is written by its admins. */
export function mayWrite(pane = active()) {
  const chat = here(pane);
  return chat?.type === "private" || (chat?.type === "channel" ? isAdminOf(chat, pane.me) : isIn(chat, pane.me));
}
