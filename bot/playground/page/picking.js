// Choosing a chat: where a link or a poll should go.
import { title, visible } from "./store.js";
import { el } from "./build.js";
import { faceOf } from "./chats.js";
import { say } from "./words.js";

const byId = (id) => document.getElementById(id);

/** Ask for one of the chats for which `fits`; resolves to its id, or null. */
export function pick(question, fits) {
  const box = byId("pick");
  byId("pick-title").textContent = question;
  return new Promise((done) => {
    let chosen = null;
    const choice = (chat) => el("li", {}, el("button.chat-row", {
      type: "button", onclick: () => { chosen = chat.id; box.close(); },
    }, faceOf(chat), el("span.chat-words", {}, el("b", {}, title(chat)))));
    const found = visible().filter(fits);
    byId("pick-list").replaceChildren(...(found.length ? found.map(choice) : [el("li.quiet", {}, say("pick.none"))]));
    box.addEventListener("close", () => done(chosen), { once: true });
    box.showModal();
  });
}
