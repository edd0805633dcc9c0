// What a person does, sent to the server.
import { say } from "./words.js";
import { state } from "./store.js";
import { toast } from "./notices.js";

/** Do something; resolves to the answer, or null after telling the visitor why not. */
export async function act(name, what = {}) {
  const body = JSON.stringify({ chat: state.chat, person: state.me, ...what });
  try {
    const answer = await fetch(`/playground/api/${name}`, {
      method: "POST", body, headers: { "Content-Type": "application/json", "X-Buurtvonk": "1" },
    });
    const given = await answer.json();
    if (given.ok) return given;
    toast(say(`refused.${given.reason}`));
  } catch {
    toast(say("refused.offline"));
  }
  return null;
}
