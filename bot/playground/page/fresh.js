// A new chat with chosen people, or a whole neighbourhood at once.
import { choose, known, on, openBeside, state } from "./store.js";
import { act } from "./acts.js";
import { el } from "./build.js";
import { show } from "./chats.js";
import { say } from "./words.js";

const byId = (id) => document.getElementById(id);
const box = byId("new-chat");
const wide = matchMedia("(min-width: 1000px)");
const TITLES = { first_action: "neighbourhood.first_action", second_action: "neighbourhood.second_action", platform: "neighbourhood.platform", core: "neighbourhood.core" };

const tick = (who, value) => el("label", {}, el("input", { type: "checkbox", name: "who", value, checked: true }), el("span", {}, who.first_name));

function open() {
  byId("new-chat-people").replaceChildren(...state.people.map((person) => tick(person, String(person.id))), tick(state.bot, "bot"));
  byId("new-chat-name").value = "";
  box.showModal();
  byId("new-chat-name").focus();
}

/** Make what is filled in; the visitor made it, also when they forgot to tick themselves. */
async function make(event) {
  event.preventDefault();
  const form = new FormData(byId("new-chat-form"));
  const ticked = form.getAll("who");
  const people = [state.me, ...ticked.filter((id) => id !== "bot").map(Number).filter((id) => id !== state.me)];
  const given = await act("new_group", { title: byId("new-chat-name").value, people, kind: form.get("kind"), bot: ticked.includes("bot") });
  if (!given) return;
  box.close();
  await known(given.chat);
  show(given.chat);
}

async function settle() {
  const titles = Object.fromEntries(Object.entries(TITLES).map(([place, key]) => [place, say(key)]));
  const given = await act("neighbourhood", { ...titles, people: say("neighbourhood.people").split(", ") });
  if (!given) return;
  box.close();
  const [action, , , core] = given.chats;
  await known(action, core);
  choose({ chat: action });
  if (wide.matches) openBeside(core);
}

/** One neighbourhood is enough: once it stands, it is not offered again. */
function offer() {
  const name = say("neighbourhood.core");
  byId("settle").hidden = [...state.chats.values()].some((chat) => chat.title === name);
}

byId("new-chat-button").addEventListener("click", open);
byId("new-chat-cancel").addEventListener("click", () => box.close());
byId("new-chat-form").addEventListener("submit", make);
byId("settle").addEventListener("click", settle);
on("snapshot chats", offer);
