// The messages of the open chat: only what changed is drawn again.
import { here, history, on, replyTo, state } from "./store.js";
import { bubble } from "./bubble.js";
import { service } from "./service.js";
import { el } from "./build.js";
import { day, say } from "./words.js";

const log = document.getElementById("log");
const toBottom = document.getElementById("to-bottom");
const NEAR = 90; // pixels from the end that still count as "at the end"
const GAP = 600; // seconds after which a name is shown again

const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
const goToEnd = () => { log.scrollTop = log.scrollHeight; };
const isPrivate = () => here()?.type === "private";

function follows(message, before) {
  if (!before || service(before) || service(message)) return false;
  const same = before.from.id === message.from.id && before.sender_chat?.id === message.sender_chat?.id;
  return same && before.by === message.by && message.date - before.date < GAP;
}

function dayLine(message, before) {
  const text = day(message.date);
  return before && day(before.date) === text ? null : el("div.day", {}, text);
}

function node(message, before) {
  const drawn = bubble(message, { follows: follows(message, before), isPrivate: isPrivate() });
  drawn.dataset.as = sign(message);
  return drawn;
}

const sign = (message) => JSON.stringify(message);

function drawAll() {
  log.setAttribute("aria-busy", "true");
  const all = history();
  const nodes = [];
  all.forEach((message, index) => nodes.push(...[dayLine(message, all[index - 1]), node(message, all[index - 1])].filter(Boolean)));
  const empty = el("p.empty", {}, say(isPrivate() ? "page.empty_private" : "page.empty_group"));
  log.replaceChildren(...(nodes.length ? nodes : [empty]));
  goToEnd();
  requestAnimationFrame(() => log.removeAttribute("aria-busy"));
}

function add(message) {
  log.querySelector(".empty")?.remove();
  const before = history().at(-2);
  const stay = !atEnd() && message.by !== state.me;
  const drawn = node(message, before);
  drawn.classList.add("fresh");
  log.append(...[dayLine(message, before), drawn].filter(Boolean));
  if (stay) toBottom.hidden = false;
  else goToEnd();
}

/** Draw one message again in its place, and keep the focus on the same button. */
function patch(old, message) {
  if (old.dataset.as === sign(message)) return;
  const end = atEnd();
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const all = history();
  const fresh = node(message, all[all.findIndex((one) => one.message_id === message.message_id) - 1]);
  old.replaceWith(fresh);
  if (focused) refocus(fresh, focused);
  if (end) goToEnd();
}

function refocus(fresh, focused) {
  const keys = [...fresh.querySelectorAll("[data-key]")];
  const same = keys.find((key) => key.dataset.key === focused.dataset.key && key.textContent === focused.textContent);
  (same ?? keys.find((key) => key.dataset.key === focused.dataset.key) ?? fresh).focus({ preventScroll: true });
}

on("message", ({ chat, message }) => {
  if (chat !== state.chat) return;
  const old = document.getElementById(`m${message.message_id}`);
  if (old) patch(old, message);
  else add(message);
  const forMe = message.reply_to_message?.from.id === state.me || !message.reply_to_message;
  if (!old && message.asks_reply && forMe) replyTo(message.message_id);
});

on("deleted", ({ chat, id }) => {
  if (chat === state.chat) document.getElementById(`m${id}`)?.remove();
});

on("snapshot chosen", drawAll);
log.addEventListener("scroll", () => { if (atEnd()) toBottom.hidden = true; }, { passive: true });
toBottom.addEventListener("click", () => { goToEnd(); toBottom.hidden = true; document.getElementById("typed").focus(); });
new ResizeObserver(() => { if (log.dataset.end === "yes") goToEnd(); }).observe(log);
log.addEventListener("scroll", () => { log.dataset.end = atEnd() ? "yes" : "no"; }, { passive: true });

let quiet = 0;
on("busy", ({ chat }) => {
  if (chat !== state.chat) return;
  document.getElementById("busy").textContent = say("page.busy");
  clearTimeout(quiet);
  quiet = setTimeout(() => { document.getElementById("busy").textContent = ""; }, 5000);
});
on("message chosen", () => { document.getElementById("busy").textContent = ""; });
