// Writing: Enter sends, Shift+Enter makes a line, Escape takes the reply away.
import { choose, here, history, mayWrite, on, replyTo, state, user } from "./store.js";
import { el, face } from "./build.js";
import { act } from "./acts.js";
import { author, summary } from "./service.js";
import { say } from "./words.js";

const byId = (id) => document.getElementById(id);
const typed = byId("typed");
const form = byId("composer");
let sending = false;

/** Send text as the current person, in reply to what is chosen. */
export async function send(text, reply = state.reply) {
  const given = await act("say", { text, reply_to: reply, channel: state.channel || null });
  if (given && reply === state.reply) replyTo(null);
  return given;
}

async function submit() {
  const text = typed.value;
  if (!text.trim() || sending) return;
  sending = true;
  const given = await send(text);
  sending = false;
  if (given) { typed.value = ""; grow(); }
  typed.focus();
}

function grow() {
  typed.style.height = "auto";
  typed.style.height = `${typed.scrollHeight}px`;
  suggest();
}

function suggest() {
  const start = /^\/(\w*)$/.exec(typed.value);
  const found = start ? state.commands.filter((command) => command.command.startsWith(start[1])) : [];
  byId("command-list").hidden = found.length === 0;
  byId("command-list").replaceChildren(...found.slice(0, 8).map((command) => el("button", {
    type: "button", title: command.description,
    onclick: () => { typed.value = `/${command.command} `; grow(); typed.focus(); },
  }, `/${command.command}`)));
}

function drawReply() {
  const message = state.reply === null ? null : state.messages.get(state.chat)?.get(state.reply);
  byId("reply-bar").hidden = !message;
  if (!message) return;
  byId("reply-who").textContent = say("composer.replying", { who: author(message) });
  byId("reply-text").textContent = summary(message, false);
}

function startButton() {
  const chat = here();
  if (chat.type !== "private" || history().length) return null;
  return el("button.main-button", { type: "button", onclick: () => act("say", { text: "/start" }) }, say("composer.start"));
}

function whyClosed() {
  const chat = here();
  if (chat.migrated_to) {
    const go = () => choose({ chat: chat.migrated_to });
    return [say("composer.moved"), el("button.main-button", { type: "button", onclick: go }, say("composer.go_there"))];
  }
  if (!mayWrite()) return [say("composer.not_a_member", { who: user(state.me)?.first_name })];
  const start = startButton();
  return start ? [start] : [];
}

function draw() {
  if (!here() || !user(state.me)) return;
  const closed = whyClosed();
  byId("closed").hidden = closed.length === 0;
  form.hidden = closed.length > 0;
  byId("closed").replaceChildren(...closed);
  const name = state.channel || user(state.me).first_name;
  typed.placeholder = say("composer.placeholder", { who: name });
  typed.setAttribute("aria-label", typed.placeholder);
  const fresh = face(user(state.me), ".small");
  fresh.id = "write-face";
  byId("write-face").replaceWith(fresh);
  drawReply();
}

typed.addEventListener("input", grow);
typed.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
});
form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
byId("reply-cancel").addEventListener("click", () => { replyTo(null); typed.focus(); });
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || state.reply === null || document.querySelector("dialog[open]")) return;
  replyTo(null);
  typed.focus();
});

on("snapshot chats chosen", draw);
on("message", ({ chat }) => { if (chat === state.chat && form.hidden) draw(); });
on("reply", drawReply);
