// The worked example: for the step that is open, an answer to send or buttons to tap.
import { here, history, isIn, on, state } from "./store.js";
import { el, icon } from "./build.js";
import { act } from "./acts.js";
import { press } from "./press.js";
import { say } from "./words.js";
import { toast } from "./notices.js";

const box = document.getElementById("example");
const narrow = matchMedia("(max-width: 1099px)");
const CROSS = "M6 6l12 12M18 6L6 18";
const PAUSE = 400; // milliseconds a card gets to change between two taps
let example = null;
let busy = false;

export function showExample(data) {
  example = data;
  place();
  draw();
}

/** Next to the chat on a desk, above the line to write in on a phone. */
function place() {
  const home = narrow.matches ? document.getElementById("below") : document.getElementById("panel");
  if (narrow.matches) home.append(box);
  else home.insertBefore(box, document.getElementById("group"));
}

const lower = (text) => text.toLocaleLowerCase();

/** The ready answer for a hint: of its item when there is one (all parts of "A + B" must occur), else of the step. */
export function answerFor(steps, hint) {
  const step = steps[hint?.step];
  if (!step) return null;
  const item = lower(hint.item ?? "");
  const parts = (key) => lower(key).split(" + ");
  const fits = Object.entries(step.items ?? {}).filter(([key]) => item && parts(key).every((part) => item.includes(part)));
  const [best] = fits.sort(([a], [b]) => parts(b).length - parts(a).length);
  const found = best?.[1] ?? step;
  return found.say || found.press ? found : null;
}

const textOf = (answer) => (Array.isArray(answer.say) ? answer.say.join("\n") : answer.say);
/** A label without its mark, and without the number that long choices carry. */
const plain = (label) => lower(label).replace(/^[^\p{L}\p{N}]*(\d+\.\s+)?/u, "").trim();

/** Long labels are cut short on a button. */
const isShortFor = (label, name) => label.endsWith("…") && name.startsWith(label.slice(0, -1).trim());

/** The newest button that has one of these names: a code the bot gave with its hint, or words on the button. */
function findButton(names) {
  const buttons = history().reverse().flatMap((message) => (message.reply_markup?.inline_keyboard ?? []).flat().map((button) => [message, button]));
  const codes = here()?.hint?.buttons ?? {};
  for (const name of names.split("|")) {
    const wanted = plain(name);
    const tests = [(button) => button.callback_data === codes[name], (button) => plain(button.text) === wanted, (button) => plain(button.text).startsWith(wanted) || isShortFor(plain(button.text), wanted)];
    for (const test of tests) {
      const found = buttons.find(([, button]) => button.callback_data && test(button));
      if (found) return found;
    }
  }
  return null;
}

/** What a button is called: as it stands in the chat, else in the example. */
const label = (names) => findButton(names)?.[1].text ?? names.split("|").at(-1);

const wait = (time) => new Promise((done) => { setTimeout(done, time); });

async function tap(presses, person) {
  for (const names of presses) {
    const found = findButton(names);
    if (!found) { toast(say("example.no_button")); return; }
    const [message, button] = found;
    if (person === state.me) await press(message, button.callback_data);
    else await act("press", { person, chat: message.chat.id, message: message.message_id, button: button.callback_data });
    if (presses.length > 1) await wait(PAUSE);
  }
}

/** The card a text answers: the newest message of the bot, with buttons if there is one. */
function card() {
  const mine = history().filter((message) => message.from?.id === state.bot.id).reverse();
  return mine.find((message) => message.reply_markup) ?? mine[0];
}

async function give(answer) {
  if (answer.say) await act("say", { text: textOf(answer), reply_to: card()?.message_id ?? null });
  if (answer.press) await tap(answer.press, state.me);
}

async function giveAll(answer) {
  const everyone = here().members.filter((member) => isIn(here(), member.id) && member.id !== state.bot.id);
  for (const member of everyone) await tap(answer.press, member.id);
}

function preview(answer) {
  const parts = [];
  if (answer.say) parts.push(el("blockquote", { "aria-label": say("example.will_say") }, textOf(answer)));
  if (answer.press) parts.push(el("div.presses", { "aria-label": say("example.will_press") }, ...answer.press.map((names) => el("span", {}, label(names)))));
  return parts;
}

/** One answer at a time: the box is drawn anew while an answer is given, and taps must not cross. */
async function run(job) {
  if (busy) return;
  busy = true;
  draw();
  await job();
  busy = false;
  draw();
}

function todo(answer, hint) {
  const fill = el("button.main-button", { type: "button", id: "fill", "aria-disabled": String(busy), onclick: () => run(() => give(answer)) }, say("example.fill"));
  const all = answer.press && hint.each && here().type !== "private"
    ? el("button.plain-button", { type: "button", id: "fill-all", "aria-disabled": String(busy), onclick: () => run(() => giveAll(answer)) }, say("example.everyone"))
    : null;
  return el("div.todo", {}, fill, all);
}

function inside() {
  const hint = here()?.hint;
  const answer = answerFor(example.steps, hint);
  if (answer) return [...preview(answer), todo(answer, hint)];
  return [el("p", {}, say(hint?.step ? "example.nothing" : "example.waiting"))];
}

function draw() {
  box.hidden = !example || !here();
  if (box.hidden) return;
  const focused = box.contains(document.activeElement) ? document.activeElement.id : null;
  const stop = el("button.icon", { type: "button", "aria-label": say("example.hide"), title: say("example.hide"), onclick: () => { sessionStorage.removeItem("example"); showExample(null); } }, icon(CROSS));
  const head = el("h2", { id: "example-title" }, el("span", {}, example.title), stop);
  box.replaceChildren(head, el("p.story", {}, example.story), ...inside());
  if (focused) document.getElementById(focused)?.focus();
}

narrow.addEventListener("change", place);
on("snapshot hint chosen active panes", draw);
on("message", ({ message }) => { if (message.reply_markup) draw(); });
