// Tapping a button under a message, and links that lead to the bot.
import { choose, isAdminOf, isIn, on, state } from "./store.js";
import { act } from "./acts.js";
import { pick } from "./picking.js";
import { say } from "./words.js";

const ANSWER_WITHIN = 15000;
state.pressed = new Map();

/** What tells one tap from another: who, where, what. */
export const tapOf = (message, data, me = state.me) => `${me}/${message.chat.id}/${message.message_id}/${data}`;

/** Tap; the button turns until the bot answers. */
export async function press(message, data) {
  const tap = tapOf(message, data);
  if (state.pressed.has(tap)) return null;
  state.pressed.set(tap, "");
  turn(tap, true);
  const given = await act("press", { chat: message.chat.id, message: message.message_id, button: data });
  if (!given) { release(tap); return null; }
  if (early.delete(given.press)) { release(tap); return given.press; }
  state.pressed.set(tap, given.press);
  setTimeout(() => release(tap), ANSWER_WITHIN);
  return given.press;
}

const early = new Set(); // answers that overtook the answer to our own tap

function turn(tap, busy) {
  for (const node of document.querySelectorAll(".key")) if (node.dataset.tap === tap) node.setAttribute("aria-busy", String(busy));
}

function release(tap) {
  state.pressed.delete(tap);
  turn(tap, false);
}

on("answer", ({ press: id }) => {
  const found = [...state.pressed].find(([, pressed]) => pressed === id);
  if (found) release(found[0]);
  else early.add(id);
});

function look(chat) {
  choose({ chat });
  document.getElementById("app").dataset.view = "chat";
}

const LINKS = {
  /** Opens the private chat, and starts it with the word the link carries. */
  async start(word) {
    look(state.me);
    await act("say", { chat: state.me, text: `/start ${word}`.trim() });
  },
  /** Brings the bot into a group that the visitor chooses, with the word. */
  async startgroup(payload) {
    const mine = (chat) => ["group", "supergroup"].includes(chat.type) && isIn(chat, state.me);
    const chat = await pick(say("pick.group"), mine);
    if (chat && await act("start_in_group", { chat, payload })) look(chat);
  },
  /** Makes the bot an admin of a channel that the visitor chooses. */
  async startchannel() {
    const mine = (chat) => chat.type === "channel" && isAdminOf(chat, state.me) && !isIn(chat, state.bot.id);
    const chat = await pick(say("pick.channel"), mine);
    if (chat && await act("add_bot", { chat })) look(chat);
  },
};

/** A link to this bot does what the apps do with it. */
export function openLink(event, url) {
  const name = state.bot.username;
  const found = new RegExp(`^(?:https?://t\\.me/${name}|tg://resolve\\?domain=${name})(?:[?&](start|startgroup|startchannel)(?:=([\\w-]*))?)?(?:&admin=[\\w+]*)?$`, "i").exec(url);
  if (!found) return;
  event.preventDefault();
  LINKS[(found[1] ?? "start").toLowerCase()](found[2] ?? "");
}
