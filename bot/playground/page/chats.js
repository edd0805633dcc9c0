// The list of chats.
import { choose, history, isIn, on, openBeside, state, title, user, visible } from "./store.js";
import { el, face, icon } from "./build.js";
import { say } from "./words.js";
import { summary } from "./service.js";

const byId = (id) => document.getElementById(id);
const app = byId("app");
const BESIDE = "M4 5h16v14H4zM12 5v14";

export const faceOf = (chat) => (chat.type === "private" ? face(state.bot) : face({ title: chat.title, id: -1 }));

export function about(chat, pane) {
  if (chat.type === "private") return say("page.private", { who: user(pane.me).first_name });
  const inside = chat.members.filter((member) => isIn(chat, member.id));
  const names = inside.map((member) => user(member.id)?.first_name).join(", ");
  const kind = chat.type === "channel" ? `${say("page.channel")} · ` : "";
  return `${kind}${say("page.members", { n: inside.length })}: ${names}`;
}

/** Show a chat in the pane that is worked in. */
export function show(chat) {
  choose({ chat });
  app.dataset.view = "chat";
  document.querySelector(`[data-pane="${state.active}"] textarea`)?.focus();
}

function row(chat) {
  const last = history(chat.id).at(-1);
  const unread = state.unread.get(chat.id);
  const line = last ? summary(last) : about(chat, state);
  const words = el("span.chat-words", {}, el("b", {}, title(chat)), el("span", {}, line));
  const open = el("button.chat-row", {
    type: "button", "aria-current": String(chat.id === state.chat), "data-chat": chat.id, onclick: () => show(chat.id),
  }, faceOf(chat), words, unread ? el("span.unread", {}, String(unread)) : null);
  const name = say("page.beside", { title: title(chat) });
  const beside = el("button.icon.beside", { type: "button", "aria-label": name, title: name, "data-beside": chat.id, onclick: () => openBeside(chat.id) }, icon(BESIDE));
  const isOpen = state.panes.some((pane) => pane.chat === chat.id);
  return el("li.chat-line", {}, open, isOpen ? null : beside);
}

function draw() {
  const list = byId("chat-list");
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
  list.replaceChildren(...visible().map(row));
  if (focused) list.querySelector(`[data-chat="${focused}"]`)?.focus();
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("#back")) return;
  app.dataset.view = "chats";
  byId("chat-list").querySelector("button")?.focus();
});

on("snapshot chats chosen active panes message deleted", draw);
