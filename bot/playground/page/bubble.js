// One message as a node.
import { el, face, tint } from "./build.js";
import { rich } from "./rich.js";
import { author, service, summary } from "./service.js";
import { clock, say } from "./words.js";
import { replyTo, state } from "./store.js";
import { poll } from "./poll.js";
import { openLink, press, tapOf } from "./press.js";

/** The id of a message's node: two panes may show the same message, or two messages of the same number. */
export const rowId = (pane, id) => `${pane.number ? `p${pane.number}` : ""}m${id}`;

function quote(message, pane) {
  const answered = message.reply_to_message;
  if (!answered) return null;
  const goTo = () => {
    const row = document.getElementById(rowId(pane, answered.message_id));
    row?.scrollIntoView({ block: "center", behavior: "smooth" });
    row?.classList.add("flash");
    setTimeout(() => row?.classList.remove("flash"), 1300);
  };
  const words = [el("b", {}, author(answered, pane.me)), el("span", {}, summary(answered, false))];
  return el("button.quote", { type: "button", onclick: goTo }, ...words);
}

function file(message) {
  if (!message.document) return null;
  const { file_id: id, file_name: name } = message.document;
  const label = say("message.download", { title: name });
  return el("a.file", { href: `/playground/files/${encodeURIComponent(id)}`, download: name, "aria-label": label }, "📄 ", name);
}

function photo(message) {
  const size = message.photo?.at(-1);
  if (!size) return null;
  const source = `/playground/photos/${encodeURIComponent(size.file_id)}`;
  const [title] = (message.caption ?? "").split("\n");
  const image = el("img", { src: source, alt: say("message.photo", { title }), width: size.width, height: size.height });
  return el("a.photo", { href: source, target: "_blank", rel: "noopener" }, image);
}

function key(button, message, place, me) {
  const classes = `key${["success", "danger", "primary"].includes(button.style) ? `.${button.style}` : ""}`;
  if (button.url) {
    const safe = /^(https?|tg):\/\//i.test(button.url) ? button.url : "#";
    const given = { href: safe, target: "_blank", rel: "noopener noreferrer", "data-key": place, onclick: (event) => openLink(event, safe) };
    return el(`a.${classes}`, given, button.text);
  }
  const tap = tapOf(message, button.callback_data, me);
  const busy = state.pressed.has(tap);
  const given = { type: "button", "data-key": place, "data-tap": tap, "aria-busy": String(busy), onclick: () => press(message, button.callback_data) };
  if (button.copy_text) given.onclick = () => navigator.clipboard?.writeText(button.copy_text.text);
  return el(`button.${classes}`, given, button.text);
}

function keys(message, me) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  const drawn = rows.map((row, y) => el("div", {}, ...row.map((button, x) => key(button, message, `${y}-${x}`, me))));
  return el("div.keys", {}, ...drawn);
}

function foot(message, pane) {
  const reply = el("button.reply", {
    type: "button", "data-key": "reply", "aria-label": say("message.reply_to", { who: author(message, pane.me) }),
    onclick: (event) => { replyTo(message.message_id, pane); event.currentTarget.closest(".chat").querySelector("textarea").focus(); },
  }, say("message.reply"));
  const edited = message.edit_date ? el("span", { title: clock(message.edit_date) }, say("message.edited")) : null;
  return el("div.foot", {}, reply, edited, el("time", { datetime: new Date(message.date * 1000).toISOString() }, clock(message.date)));
}

function origin(message) {
  const from = message.forward_origin;
  const who = (from?.sender_user?.first_name ?? from?.sender_chat?.title ?? from?.chat?.title);
  return from ? el("p.forwarded", {}, say("message.forwarded", { who })) : null;
}

/** The node of a message; `follows` when the one before is by the same sender. */
export function bubble(message, { follows, isPrivate, pane }) {
  const id = rowId(pane, message.message_id);
  const sentence = service(message);
  if (sentence) return el("div.service", { id }, el("span", {}, sentence));
  const mine = message.by === pane.me && !message.sender_chat;
  const sender = message.sender_chat ? { title: message.sender_chat.title, id: -1 } : message.from;
  const tag = message.from?.is_bot && !message.sender_chat ? el("span.tag", {}, say("message.bot")) : null;
  const name = mine || follows || isPrivate ? null : el(`div.author.name-${tint(sender)}`, {}, author(message, pane.me), tag);
  const words = el("div.words", {}, ...rich(message.text ?? message.caption ?? "", message.entities ?? message.caption_entities, openLink));
  const reactions = message.reactions?.length ? el("div.reactions", {}, ...message.reactions.map((one) => el("span", {}, one.emoji))) : null;
  const inside = [name, origin(message), quote(message, pane), photo(message), file(message), poll(message, pane.me), words];
  const body = el("div.bubble", {}, ...inside, foot(message, pane));
  const classes = `${mine ? ".mine" : ""}${follows ? ".follows" : ""}${isPrivate ? ".private" : ""}`;
  const stack = el("div.stack", {}, body, reactions, keys(message, pane.me));
  return el(`article.row${classes}`, { id, tabindex: "-1" }, face(sender, `.small${follows ? ".gone" : ""}`), stack);
}
