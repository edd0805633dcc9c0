// Short notices: toasts, and the dialog of an alert.
import { el } from "./build.js";
import { on, state } from "./store.js";

const SHOWN_FOR = 4500;
const byId = (id) => document.getElementById(id);

export function toast(text) {
  const note = el("p", {}, text);
  byId("toasts").append(note);
  while (byId("toasts").children.length > 3) byId("toasts").firstChild.remove();
  setTimeout(() => note.remove(), SHOWN_FOR);
}

export function alertBox(text) {
  byId("alert-text").textContent = text;
  if (!byId("alert").open) byId("alert").showModal();
}

on("answer", ({ person, text, alert }) => {
  if (!text || !state.panes.some((pane) => pane.me === person)) return;
  (alert ? alertBox : toast)(text);
});

on("offline", ({ off }) => { byId("offline").hidden = !off; });
