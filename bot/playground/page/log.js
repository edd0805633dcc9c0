// The messages of a pane: only what changed is drawn again.
import { here, history, replyTo } from "./store.js";
import { bubble, rowId } from "./bubble.js";
import { service } from "./service.js";
import { el } from "./build.js";
import { day, say } from "./words.js";

const NEAR = 90; // pixels from the end that still count as "at the end"
const GAP = 600; // seconds after which a name is shown again
const BUSY_FOR = 5000;

const sign = (message) => JSON.stringify(message);

function follows(message, before) {
  if (!before || service(before) || service(message)) return false;
  const same = before.from?.id === message.from?.id && before.sender_chat?.id === message.sender_chat?.id;
  return same && before.by === message.by && message.date - before.date < GAP;
}

function dayLine(message, before) {
  const text = day(message.date);
  return before && day(before.date) === text ? null : el("div.day", {}, text);
}

/** The messages of one pane. */
class Log {
  constructor(pane, part) {
    Object.assign(this, { pane, part, log: part("log"), toBottom: part("to-bottom"), quiet: 0 });
  }

  atEnd() { return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR; }

  goToEnd() { this.log.scrollTop = this.log.scrollHeight; }

  isPrivate() { return here(this.pane)?.type === "private"; }

  row(id) { return this.log.querySelector(`#${rowId(this.pane, id)}`); }

  node(message, before) {
    const drawn = bubble(message, { follows: follows(message, before), isPrivate: this.isPrivate(), pane: this.pane });
    drawn.dataset.as = sign(message);
    return drawn;
  }

  drawAll() {
    this.log.setAttribute("aria-busy", "true");
    const all = history(this.pane.chat);
    const nodes = [];
    all.forEach((message, index) => nodes.push(...[dayLine(message, all[index - 1]), this.node(message, all[index - 1])].filter(Boolean)));
    const empty = el("p.empty", {}, say(this.isPrivate() ? "page.empty_private" : "page.empty_group"));
    this.log.replaceChildren(...(nodes.length ? nodes : [empty]));
    this.part("busy").textContent = "";
    this.goToEnd();
    requestAnimationFrame(() => this.log.removeAttribute("aria-busy"));
  }

  add(message) {
    this.log.querySelector(".empty")?.remove();
    const before = history(this.pane.chat).at(-2);
    const stay = !this.atEnd() && message.by !== this.pane.me;
    const drawn = this.node(message, before);
    drawn.classList.add("fresh");
    this.log.append(...[dayLine(message, before), drawn].filter(Boolean));
    if (stay) this.toBottom.hidden = false;
    else this.goToEnd();
  }

  /** Draw one message again in its place, and keep the focus on the same button. */
  patch(old, message) {
    if (old.dataset.as === sign(message)) return;
    const end = this.atEnd();
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const all = history(this.pane.chat);
    const fresh = this.node(message, all[all.findIndex((one) => one.message_id === message.message_id) - 1]);
    old.replaceWith(fresh);
    if (focused) refocus(fresh, focused);
    if (end) this.goToEnd();
  }

  take({ chat, message }) {
    if (chat !== this.pane.chat) return;
    this.part("busy").textContent = "";
    const old = this.row(message.message_id);
    if (old) { this.patch(old, message); return; }
    this.add(message);
    const forMe = message.reply_to_message?.from?.id === this.pane.me || !message.reply_to_message;
    if (message.asks_reply && forMe) replyTo(message.message_id, this.pane);
  }

  drop({ chat, id }) {
    if (chat === this.pane.chat) this.row(id)?.remove();
  }

  busy({ chat }) {
    if (chat !== this.pane.chat) return;
    this.part("busy").textContent = say("page.busy");
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => { this.part("busy").textContent = ""; }, BUSY_FOR);
  }

  follow() {
    this.log.addEventListener("scroll", () => {
      this.log.dataset.end = this.atEnd() ? "yes" : "no";
      if (this.atEnd()) this.toBottom.hidden = true;
    }, { passive: true });
    this.toBottom.addEventListener("click", () => { this.goToEnd(); this.toBottom.hidden = true; this.part("typed").focus(); });
    new ResizeObserver(() => { if (this.log.dataset.end === "yes") this.goToEnd(); }).observe(this.log);
  }
}

function refocus(fresh, focused) {
  const keys = [...fresh.querySelectorAll("[data-key]")];
  const same = keys.find((key) => key.dataset.key === focused.dataset.key && key.textContent === focused.textContent);
  (same ?? keys.find((key) => key.dataset.key === focused.dataset.key) ?? fresh).focus({ preventScroll: true });
}

/** Let the messages of `pane` follow; returns what draws them all and what they hear. */
export function openLog(pane, part) {
  const log = new Log(pane, part);
  log.follow();
  return { draw: () => log.drawAll(), hears: { message: (change) => log.take(change), busy: (change) => log.busy(change), deleted: (change) => log.drop(change) } };
}
