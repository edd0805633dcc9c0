// The playground's day and time, and the buttons that move it forward.
import { on, state } from "./store.js";
import { act } from "./acts.js";
import { clock, day, say } from "./words.js";

const EVERY = 5000;
const byId = (id) => document.getElementById(id);
const box = byId("time");
let moving = false;

const when = () => {
  const seconds = (Date.now() + state.ahead) / 1000;
  return `${day(seconds)}, ${clock(seconds)}`;
};

function draw() {
  byId("moment").textContent = when();
}

async function move(event) {
  const step = event.target.dataset.by;
  if (!step || moving) return;
  moving = true;
  box.setAttribute("aria-busy", "true");
  await act("move_clock", { by: step });
  box.removeAttribute("aria-busy");
  moving = false;
  byId("time-told").textContent = say("clock.now", { when: when() });
}

box.addEventListener("click", move);
on("snapshot clock", draw);
setInterval(draw, EVERY);
