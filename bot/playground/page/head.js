// The head of a pane: which chat it shows.
import { here, title } from "./store.js";
import { about, faceOf } from "./chats.js";

/** Let the head of `pane` follow; returns what draws it and what it hears. */
export function openHead(pane, part) {
  let shown = part("head-face");

  function draw() {
    const chat = here(pane);
    if (!chat) return;
    part("head-title").textContent = title(chat);
    part("head-about").textContent = about(chat, pane);
    const fresh = faceOf(chat);
    fresh.id = shown.id;
    shown.replaceWith(fresh);
    shown = fresh;
  }

  return { draw, hears: { chats: draw } };
}
