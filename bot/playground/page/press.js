// Tapping a button under a message, and links that lead to the bot.
import { choose, on, state } from "./store.js";
import { act } from "./acts.js";

const ANSWER_WITHIN = 15000;
state.pressed = new Map();

/** Tap; the button turns until the bot answers. */
export async function press(message, data, node = null) {
  const place = `${message.chat.id}/${message.message_id}/${data}`;
  if (state.pressed.has(place)) return null;
  state.pressed.set(place, "");
  node?.setAttribute("aria-busy", "true");
  const given = await act("press", { chat: message.chat.id, message: message.message_id, button: data });
  if (!given) { release(place); return null; }
  if (early.delete(given.press)) { release(place); return given.press; }
  state.pressed.set(place, given.press);
  setTimeout(() => release(place), ANSWER_WITHIN);
  return given.press;
}

const early = new Set(); // answers that overtook the answer to our own tap

function release(place) {
  state.pressed.delete(place);
  const [, id] = place.split("/");
  for (const node of document.querySelectorAll(`#m${CSS.escape(id)} [aria-busy="true"]`)) node.setAttribute("aria-busy", "false");
}

on("answer", ({ press: id }) => {
  const found = [...state.pressed].find(([, pressed]) => pressed === id);
  if (found) release(found[0]);
  else early.add(id);
});

/** A link to this bot opens the private chat, and starts it with the word it carries. */
export function openLink(event, url) {
  const start = new RegExp(`^(https?://t\\.me/${state.bot.username}|tg://resolve\\?domain=${state.bot.username})(?:[?&]start=([\\w-]*))?$`, "i").exec(url);
  if (!start) return;
  event.preventDefault();
  choose({ chat: state.me });
  document.getElementById("app").dataset.view = "chat";
  act("say", { chat: state.me, text: `/start ${start[2] ?? ""}`.trim() });
}
