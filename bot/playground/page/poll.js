// A poll in a message: choosing, taking back, adding, and the result as far as it may be seen.
import { isIn, mayWrite, state, user } from "./store.js";
import { el } from "./build.js";
import { act } from "./acts.js";
import { pick } from "./picking.js";
import { clock, day, say } from "./words.js";

const MOST = 12; // options
const picked = new Map(); // what is ticked and not sent yet, by poll and person

function ticksOf(message, me) {
  const key = `${message.poll.id}/${me}`;
  if (!picked.has(key)) picked.set(key, new Set());
  return picked.get(key);
}

/** What someone makes of a poll: their own choice, and what they may see. */
function standing(message, me) {
  const { poll: asked, ballot } = message;
  const mine = ballot.votes[me] ?? [];
  const shows = asked.is_closed || (mine.length > 0 && !ballot.hides_results);
  return { asked, ballot, mine, shows, votes: !asked.is_closed && mine.length === 0 };
}

const send = (message, options) => act("vote", { chat: message.chat.id, message: message.message_id, options });

function kind({ asked, ballot }) {
  if (asked.is_closed) return say("poll.closed");
  const parts = [say(asked.is_anonymous ? "poll.anonymous" : "poll.public")];
  if (asked.allows_multiple_answers) parts.push(say("poll.several"));
  if (ballot.hides_results) parts.push(say("poll.hidden"));
  if (asked.close_date) parts.push(say("poll.until", { when: `${day(asked.close_date)}, ${clock(asked.close_date)}` }));
  return parts.join(" · ");
}

/** An option to choose: one tap votes, or ticks where several may be chosen. */
function choice(message, option, place, me) {
  const several = message.poll.allows_multiple_answers;
  const ticks = ticksOf(message, me);
  const tap = (event) => {
    if (!several) { send(message, [place]); return; }
    if (!ticks.delete(place)) ticks.add(place);
    event.currentTarget.setAttribute("aria-checked", String(ticks.has(place)));
  };
  const given = { type: "button", role: several ? "checkbox" : "radio", "aria-checked": String(several && ticks.has(place)), "data-key": `option-${place}`, onclick: tap };
  return el("button.option", given, el("span.mark"), el("span", {}, option.text));
}

function voters(option, ballot) {
  return Object.entries(ballot.votes).filter(([, chosen]) => chosen.includes(option.persistent_id)).map(([id]) => user(Number(id))?.first_name).join(", ");
}

/** An option with its share of the people who voted. */
function result(option, { asked, ballot, mine, shows }) {
  const chosen = mine.includes(option.persistent_id);
  if (!shows) return el(`div.option.told${chosen ? ".chosen" : ""}`, {}, el("span.mark"), el("span", {}, option.text));
  const share = asked.total_voter_count ? Math.round((100 * option.voter_count) / asked.total_voter_count) : 0;
  const names = asked.is_anonymous ? null : el("small", {}, voters(option, ballot));
  const line = el("span.option-words", {}, el("span", {}, option.text), names);
  const bar = el("progress", { max: "100", value: String(share), "aria-label": option.text });
  return el(`div.option.told${chosen ? ".chosen" : ""}`, {}, el("span.share", {}, `${share}%`), line, bar);
}

function adder(message) {
  const input = el("input", { maxlength: "100", autocomplete: "off", placeholder: say("poll.add"), "aria-label": say("poll.add"), "data-key": "new-option" });
  const add = async () => { if (input.value.trim()) await act("add_option", { chat: message.chat.id, message: message.message_id, text: input.value }); };
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); add(); } });
  return el("div.add-option", {}, input, el("button.plain-button", { type: "button", onclick: add }, say("group.add")));
}

async function passOn(message) {
  const to = await pick(say("pick.forward"), (chat) => chat.id !== message.chat.id && mayWrite({ chat: chat.id, me: state.me }));
  if (to) await act("forward", { chat: message.chat.id, message: message.message_id, to });
}

function actions(message, me, { asked, mine, votes }) {
  const list = [];
  const ticks = ticksOf(message, me);
  const button = (key, run) => el("button.link-button", { type: "button", "data-key": key, onclick: run }, say(key));
  const cast = () => { const places = [...ticks]; ticks.clear(); if (places.length) send(message, places); };
  if (votes && asked.allows_multiple_answers) list.push(button("poll.vote", cast));
  if (mine.length && !asked.is_closed && asked.allows_revoting) list.push(button("poll.retract", () => send(message, [])));
  list.push(button("poll.forward", () => passOn(message)));
  return list;
}

/** The node of a message's poll as `me` sees it; null when it has none. */
export function poll(message, me) {
  if (!message.poll) return null;
  const stand = standing(message, me);
  const { asked, ballot } = stand;
  const inside = message.chat.type === "private" || isIn(state.chats.get(message.chat.id), me);
  const drawn = asked.options.map((option, place) => (stand.votes && inside ? choice(message, option, place, me) : result(option, stand)));
  const role = stand.votes && !asked.allows_multiple_answers ? "radiogroup" : "group";
  const grows = ballot.takes_options && !asked.is_closed && !message.forward_origin && inside && asked.options.length < MOST;
  return el("div.poll", { role, "aria-label": asked.question },
    asked.description ? el("p", {}, asked.description) : null,
    el("p.question", {}, asked.question), el("p.kind", {}, kind(stand)), ...drawn,
    grows ? adder(message) : null,
    el("div.poll-actions", {}, el("span", {}, say("poll.votes", { n: asked.total_voter_count })), ...(inside ? actions(message, me, stand) : [])));
}
