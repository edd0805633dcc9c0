// Start: words, then the world, then the invitation.
import { act } from "./acts.js";
import "./chats.js";
import { showExample } from "./example.js";
import "./fresh.js";
import "./group.js";
import { arrange } from "./panes.js";
import "./people.js";
import { follow, here, isIn, on, state } from "./store.js";
import "./time.js";
import { load } from "./words.js";

const byId = (id) => document.getElementById(id);
const app = byId("app");

/** Open or close the panel, which is about the chat that is worked in. */
function panel(open) {
  const button = document.querySelector(`[data-pane="${state.active}"] [data-part="panel-button"]`);
  app.dataset.panel = open ? "open" : "closed";
  for (const one of document.querySelectorAll('[data-part="panel-button"]')) one.setAttribute("aria-expanded", String(open));
  (open ? byId("panel-close") : button).focus();
}

document.addEventListener("click", (event) => {
  if (event.target.closest('[data-part="panel-button"]')) panel(app.dataset.panel !== "open");
});
byId("panel-close").addEventListener("click", () => panel(false));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && app.dataset.panel === "open" && !document.querySelector("dialog[open], .member details[open]")) panel(false);
});

const example = await load();
arrange();

async function begin(withExample) {
  byId("welcome").close();
  sessionStorage.setItem("welcomed", "yes");
  if (withExample) sessionStorage.setItem("example", "yes");
  showExample(withExample ? example : null);
  byId("typed").focus();
  if (here().type !== "private" && !isIn(here(), state.bot.id)) await act("add_bot");
}

byId("choose-example").addEventListener("click", () => begin(true));
byId("choose-own").addEventListener("click", () => begin(false));

/** Invite once, as long as the bot is nowhere. */
function invite() {
  const somewhere = [...state.chats.values()].some((chat) => isIn(chat, state.bot.id));
  if (somewhere || sessionStorage.getItem("welcomed")) return;
  if (!byId("welcome").open) byId("welcome").showModal();
}

on("snapshot", invite);
if (sessionStorage.getItem("example")) showExample(example);
follow();
