// Writing: Enter sends, Shift+Enter makes a line, Escape takes the reply away.
import { choose, here, history, mayWrite, replyTo, state, user } from "./store.js";
import { el, face } from "./build.js";
import { act } from "./acts.js";
import { author, summary } from "./service.js";
import { say } from "./words.js";

/** The line to write in of one pane. */
class Composer {
  constructor(pane, part) {
    Object.assign(this, { pane, part, typed: part("typed"), form: part("composer"), face: part("write-face"), sending: false });
  }

  /** Send what is typed as the pane's person, in reply to what is chosen. */
  async submit() {
    const text = this.typed.value;
    if (!text.trim() || this.sending) return;
    this.sending = true;
    const { chat, me: person, reply } = this.pane;
    const given = await act("say", { chat, person, text, reply_to: reply, channel: state.channel || null });
    this.sending = false;
    if (given && reply === this.pane.reply) replyTo(null, this.pane);
    if (given) { this.typed.value = ""; this.grow(); }
    this.typed.focus();
  }

  grow() {
    this.typed.style.height = "auto";
    this.typed.style.height = `${this.typed.scrollHeight}px`;
    this.suggest();
  }

  suggest() {
    const start = /^\/(\w*)$/.exec(this.typed.value);
    const found = start ? state.commands.filter((command) => command.command.startsWith(start[1])) : [];
    this.part("command-list").hidden = found.length === 0;
    this.part("command-list").replaceChildren(...found.slice(0, 8).map((command) => el("button", {
      type: "button", title: command.description,
      onclick: () => { this.typed.value = `/${command.command} `; this.grow(); this.typed.focus(); },
    }, `/${command.command}`)));
  }

  drawReply() {
    const { reply, chat, me } = this.pane;
    const message = reply === null ? null : state.messages.get(chat)?.get(reply);
    this.part("reply-bar").hidden = !message;
    if (!message) return;
    this.part("reply-who").textContent = say("composer.replying", { who: author(message, me) });
    this.part("reply-text").textContent = summary(message, false);
  }

  startButton() {
    const { chat, me: person } = this.pane;
    if (here(this.pane).type !== "private" || history(chat).length) return null;
    return el("button.main-button", { type: "button", onclick: () => act("say", { chat, person, text: "/start" }) }, say("composer.start"));
  }

  whyClosed() {
    const chat = here(this.pane);
    const who = user(this.pane.me)?.first_name;
    if (chat.migrated_to) {
      const go = () => choose({ chat: chat.migrated_to }, this.pane);
      return [say("composer.moved"), el("button.main-button", { type: "button", onclick: go }, say("composer.go_there"))];
    }
    if (!mayWrite(this.pane)) return [say(chat.type === "channel" ? "composer.readers" : "composer.not_a_member", { who })];
    const start = this.startButton();
    return start ? [start] : [];
  }

  draw() {
    if (!here(this.pane) || !user(this.pane.me)) return;
    const closed = this.whyClosed();
    this.part("closed").hidden = closed.length === 0;
    this.form.hidden = closed.length > 0;
    this.part("closed").replaceChildren(...closed);
    const name = state.channel || user(this.pane.me).first_name;
    this.typed.placeholder = say("composer.placeholder", { who: name });
    this.typed.setAttribute("aria-label", this.typed.placeholder);
    const fresh = face(user(this.pane.me), ".small");
    fresh.id = this.face.id;
    this.face.replaceWith(fresh);
    this.face = fresh;
    this.drawReply();
  }

  follow() {
    this.typed.addEventListener("input", () => this.grow());
    this.typed.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.submit(); }
    });
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.part("reply-cancel").addEventListener("click", () => { replyTo(null, this.pane); this.typed.focus(); });
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || state.reply === null || document.querySelector("dialog[open]")) return;
  replyTo(null);
  document.querySelector(`[data-pane="${state.active}"] textarea`)?.focus();
});

/** Let people write in `pane`; returns what draws the line and what it hears. */
export function openComposer(pane, part) {
  const composer = new Composer(pane, part);
  composer.follow();
  const message = ({ chat }) => { if (chat === pane.chat && composer.form.hidden) composer.draw(); };
  const reply = (change) => { if (change.pane === pane) composer.drawReply(); };
  return { draw: () => composer.draw(), hears: { chats: () => composer.draw(), message, reply } };
}
