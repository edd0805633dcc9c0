// The panes: the open chat, and on a wide screen others beside it, each with its own line to write in.
import { activate, active, closePane, on, state, tell } from "./store.js";
import { openComposer } from "./composer.js";
import { openHead } from "./head.js";
import { openLog } from "./log.js";
import { translate } from "./words.js";

const app = document.getElementById("app");
const home = document.getElementById("panes");
const narrow = matchMedia("(max-width: 999px)");
const open = new Map(); // by number: the node and its parts, each with what draws it and what it hears

/** One pane as nodes. The parts of the first carry their names as ids. */
function build(pane) {
  const root = document.getElementById("pane").content.firstElementChild.cloneNode(true);
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  if (!pane.number) for (const node of root.querySelectorAll("[data-part]")) node.id = node.dataset.part;
  if (!pane.number) root.id = "chat";
  root.dataset.pane = pane.number;
  part("close").hidden = !pane.number;
  part("close").addEventListener("click", () => closePane(pane.number));
  part("back").hidden = Boolean(pane.number);
  for (const kind of ["pointerdown", "focusin"]) root.addEventListener(kind, () => activate(pane.number));
  translate(root);
  home.append(root);
  const parts = [openHead(pane, part), openLog(pane, part), openComposer(pane, part)];
  open.set(pane.number, { root, parts, draw: () => parts.forEach(({ draw }) => draw()) });
}

/** Open and close until the nodes are those of the panes. */
export function arrange() {
  const numbers = new Set(state.panes.map((pane) => pane.number));
  for (const [number, { root }] of open) if (!numbers.has(number)) { root.remove(); open.delete(number); }
  const fresh = state.panes.filter((pane) => !open.has(pane.number));
  fresh.forEach(build);
  app.dataset.panes = state.panes.length;
  mark();
  for (const pane of fresh) if (state.bot) open.get(pane.number).draw();
  if (fresh.length && state.bot) focusOn(fresh.at(-1).number);
}

function mark() {
  for (const [number, { root }] of open) root.toggleAttribute("data-active", number === state.active);
}

/** Put the cursor where the active pane is written in. */
export function focusOn(number = active().number) {
  open.get(number)?.root.querySelector("textarea").focus();
}

narrow.addEventListener("change", () => {
  if (!narrow.matches || state.panes.length === 1) return;
  state.panes = [state.panes[0]];
  state.active = 0;
  tell("panes");
});

on("panes", arrange);
on("active panes", mark);
on("snapshot", () => open.forEach(({ draw }) => draw()));
for (const kind of ["message", "busy", "deleted", "chats", "reply"]) {
  on(kind, (change) => open.forEach(({ parts }) => parts.forEach(({ hears }) => hears[kind]?.(change))));
}
on("chosen", ({ pane }) => open.get(pane.number)?.draw());
