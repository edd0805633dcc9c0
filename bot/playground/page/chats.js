// The list of chats, and the head of the one that is open.
import { choose, here, history, isIn, on, state, title, user, visible } from "./store.js";
import { el, face } from "./build.js";
import { say } from "./words.js";
import { summary } from "./service.js";

const byId = (id) => document.getElementById(id);
const app = byId("app");

const faceOf = (chat) => (chat.type === "private" ? face(state.bot) : face({ title: chat.title, id: -1 }));

function about(chat) {
  if (chat.type === "private") return say("page.private", { who: user(state.me).first_name });
  const inside = chat.members.filter((member) => isIn(chat, member.id));
  const names = inside.map((member) => user(member.id)?.first_name).join(", ");
  return `${say("page.members", { n: inside.length })}: ${names}`;
}

function row(chat) {
  const last = history(chat.id).at(-1);
  const unread = state.unread.get(chat.id);
  const line = last ? summary(last) : about(chat);
  const words = el("span.chat-words", {}, el("b", {}, title(chat)), el("span", {}, line));
  const open = () => { choose({ chat: chat.id }); app.dataset.view = "chat"; byId("typed").focus(); };
  return el("li", {}, el("button.chat-row", {
    type: "button", "aria-current": String(chat.id === state.chat), "data-chat": chat.id, onclick: open,
  }, faceOf(chat), words, unread ? el("span.unread", {}, String(unread)) : null));
}

function drawList() {
  const list = byId("chat-list");
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
  list.replaceChildren(...visible().map(row));
  if (focused) list.querySelector(`[data-chat="${focused}"]`)?.focus();
}

function drawHead() {
  const chat = here();
  if (!chat) return;
  byId("head-title").textContent = title(chat);
  byId("head-about").textContent = about(chat);
  const old = byId("head-face");
  const fresh = faceOf(chat);
  fresh.id = "head-face";
  old.replaceWith(fresh);
}

byId("back").addEventListener("click", () => {
  app.dataset.view = "chats";
  byId("chat-list").querySelector("button")?.focus();
});

on("snapshot chats chosen", () => { drawHead(); drawList(); });
on("message deleted", drawList);
