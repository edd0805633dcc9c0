// Who the visitor is now: a row of faces, the keys 1 to 9.
import { choose, on, state } from "./store.js";
import { el, face } from "./build.js";
import { say } from "./words.js";

const faces = document.getElementById("faces");

function draw() {
  const focused = faces.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  faces.replaceChildren(...state.people.map((person, index) => {
    const mine = person.id === state.me;
    const key = index < 9 ? String(index + 1) : null;
    return el("button.who", {
      type: "button", role: "radio", "aria-checked": String(mine), tabindex: mine ? "0" : "-1", "data-id": person.id,
      "aria-keyshortcuts": key, title: key ? `${person.first_name} (${key})` : person.first_name,
      onclick: () => become(person),
    }, face(person), el("span", {}, person.first_name));
  }));
  if (focused) faces.querySelector('[aria-checked="true"]')?.focus();
}

function become(person) {
  if (!person || person.id === state.me) return;
  choose({ me: person.id });
  document.getElementById("now-you").textContent = say("page.now_you_are", { who: person.first_name });
}

function step(by) {
  const at = state.people.findIndex((person) => person.id === state.me);
  become(state.people[(at + by + state.people.length) % state.people.length]);
  faces.querySelector('[aria-checked="true"]')?.focus();
}

faces.addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (by) { event.preventDefault(); step(by); }
});

document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, dialog[open]");
  const typing = writing && !(writing.matches(".write textarea") && event.altKey);
  if (typing || event.ctrlKey || event.metaKey || !/^Digit[1-9]$/.test(event.code)) return;
  event.preventDefault();
  become(state.people[Number(event.code.slice(5)) - 1]);
});

on("snapshot chats chosen active panes", draw);
