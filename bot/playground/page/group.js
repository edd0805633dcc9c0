// The panel of the group: who is in it, and what can happen to it.
import { active, choose, here, isIn, on, state, statusIn, tell, user } from "./store.js";
import { el, face, icon } from "./build.js";
import { act } from "./acts.js";
import { say } from "./words.js";

const body = document.getElementById("group-body");
const DOTS = "M12 5.5v.01M12 12v.01M12 18.5v.01";

/** The group the panel is about: the open one, or the newest when a private chat is open. */
function group() {
  const chat = here();
  if (chat?.type !== "private" && !chat?.migrated_to) return chat;
  return [...state.chats.values()].filter((one) => one.type !== "private" && !one.migrated_to).at(-1);
}

function role(chat, id) {
  const member = chat.members.find((one) => one.id === id);
  if (!isIn(chat, id)) return say("group.outside");
  if (member.anonymous) return say("group.hidden");
  return say(`group.${member.status}`);
}

async function makeAdmin(chat, id, what) {
  const given = await act("admin", { chat: chat.id, target: id, ...what });
  if (given && given.chat !== chat.id) choose({ chat: given.chat });
}

function choices(chat, id) {
  const inside = isIn(chat, id);
  if (!inside) return [["group.add_back", () => act(id === state.bot.id ? "add_bot" : "add_member", { chat: chat.id, target: id, person: someone(chat) })]];
  const isAdmin = statusIn(chat, id) === "administrator";
  const list = isAdmin ? [["group.make_member", () => makeAdmin(chat, id, { admin: false })]] : [["group.make_admin", () => makeAdmin(chat, id, {})]];
  if (id === state.bot.id) return list;
  if (chat.type !== "channel") list.push(["group.make_hidden", () => makeAdmin(chat, id, { hidden: true })]);
  list.push([id === state.me ? "group.leave" : "group.remove", () => act("remove_member", { chat: chat.id, target: id })]);
  return list;
}

/** Somebody who is inside and can let others in: the current person, else anyone. */
function someone(chat) {
  return isIn(chat, state.me) ? state.me : chat.members.find((one) => isIn(chat, one.id) && one.id !== state.bot.id)?.id ?? state.me;
}

/** Who made the chat and may take it away. */
const maker = (chat) => chat.members.find((one) => one.status === "creator")?.id ?? state.me;

function menu(chat, who) {
  const name = say("group.actions", { who: who.first_name });
  const buttons = choices(chat, who.id).map(([key, run]) => el("button", {
    type: "button", onclick: (event) => { event.currentTarget.closest("details").open = false; run(); },
  }, say(key)));
  return el("details", { name: "member-menu" }, el("summary", { "aria-label": name, title: name }, icon(DOTS)), el("div.menu", {}, ...buttons));
}

function line(chat, who) {
  const words = el("div.member-words", {}, el("b", {}, who.first_name), el("span", {}, role(chat, who.id)));
  return el(`li.member${isIn(chat, who.id) ? "" : ".outside"}`, { "data-member": who.id }, face(who), words, menu(chat, who));
}

function botLine(chat) {
  const inside = isIn(chat, state.bot.id);
  const toggle = () => act(inside ? "remove_bot" : "add_bot", { chat: chat.id, person: someone(chat) });
  const words = el("div.member-words", {}, el("b", {}, state.bot.first_name), el("span", {}, role(chat, state.bot.id)));
  const look = inside ? "button.plain-button" : "button.main-button";
  const button = el(look, { type: "button", id: "bot-toggle", onclick: toggle }, say(inside ? "group.remove_bot" : "group.add_bot"));
  const row = el("div.member", { "data-member": state.bot.id }, face(state.bot), words, inside ? menu(chat, state.bot) : null);
  return el("div.bot-line", {}, row, button);
}

/** A line to type in, with a button. */
function field(id, key, label, button, run, note = null) {
  const input = el("input", { id, maxlength: "64", autocomplete: "off", placeholder: say(label) });
  const go = async () => { if ((await run(input.value)) !== null) input.value = ""; };
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); go(); } });
  const row = el("div", {}, input, el("button.plain-button", { type: "button", onclick: go }, say(button)));
  return el("div.field", {}, el("label", { for: id }, say(key)), row, note && el("small", {}, note));
}

function addPerson(chat) {
  return field("new-person", "group.add_person", "group.name", "group.add",
    (name) => act("add_person", { chat: chat.id, person: someone(chat), name }));
}

function more(chat, open) {
  const inner = [field("new-title", "group.rename", "group.title", "group.rename", (title) => act("rename", { chat: chat.id, title }))];
  const migrate = async () => { const given = await act("migrate", { chat: chat.id }); if (given) choose({ chat: given.chat }); };
  if (chat.type === "group") inner.push(el("button.plain-button", { type: "button", id: "migrate", onclick: migrate }, say("group.migrate")));
  const asChannel = (name) => { state.channel = name.trim(); tell("chosen", { pane: active() }); return null; };
  if (chat.type !== "channel") inner.push(field("channel", "group.channel", "group.channel_name", "group.channel", asChannel, say("group.channel_help")));
  const toggle = () => act("polls", { chat: chat.id, person: maker(chat), allowed: !chat.polls });
  if (chat.type !== "channel") inner.push(el("button.plain-button", { type: "button", id: "polls", onclick: toggle }, say(chat.polls ? "group.no_polls" : "group.polls")));
  const vanish = () => act("delete_chat", { chat: chat.id, person: maker(chat) });
  inner.push(el("button.plain-button", { type: "button", id: "vanish", onclick: vanish }, say("group.vanish")));
  return el("details.more", { open }, el("summary", {}, say("group.more")), ...inner);
}

function draw() {
  const chat = group();
  if (!chat) { body.replaceChildren(); return; }
  const kept = Object.fromEntries([...body.querySelectorAll("input")].map((input) => [input.id, input.value]));
  const focused = body.contains(document.activeElement) ? document.activeElement.id : null;
  const open = body.querySelector(".more")?.open ?? false;
  const known = chat.members.map((one) => user(one.id)).filter((who) => who && !who.is_bot);
  const strangers = state.people.filter((person) => !known.includes(person));
  const list = el("ul", {}, ...[...known, ...strangers].map((who) => line(chat, who)));
  body.replaceChildren(botLine(chat), list, addPerson(chat), more(chat, open));
  for (const input of body.querySelectorAll("input")) input.value = kept[input.id] ?? "";
  if (focused) document.getElementById(focused)?.focus();
}

on("snapshot chats chosen active panes", draw);
document.addEventListener("click", (event) => {
  for (const opened of body.querySelectorAll(".member details[open]")) if (!opened.contains(event.target)) opened.open = false;
});
document.addEventListener("keydown", (event) => {
  const opened = event.key === "Escape" && body.querySelector(".member details[open]");
  if (opened) { opened.open = false; opened.querySelector("summary").focus(); }
});
