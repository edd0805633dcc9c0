// The page's sentences, in the chosen language.
let tree = {};
export let language = "nl";

const KNOWN = ["nl", "en"];

function chosen() {
  const asked = new URLSearchParams(location.search).get("lang");
  const wishes = [asked, ...navigator.languages].filter(Boolean).map((tag) => tag.slice(0, 2).toLowerCase());
  return wishes.find((tag) => KNOWN.includes(tag)) ?? "nl";
}

/** Load the sentences and the example; resolves to the example. */
export async function load() {
  language = chosen();
  document.documentElement.lang = language;
  const answer = await fetch(`/playground/words/${language}`);
  const { words, example } = await answer.json();
  tree = words;
  translate(document);
  document.title = say("page.title");
  return example;
}

/** Give the nodes under `root` their words. */
export function translate(root) {
  for (const node of root.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  for (const node of root.querySelectorAll("[data-label]")) name(node, say(node.dataset.label));
}

function name(node, text) {
  node.setAttribute("aria-label", text);
  if (node.matches("button")) node.title = text;
}

/** The sentence of a key, with {{ name }} filled in; a sentence with numbers is chosen by `n`. */
export function say(key, values = {}) {
  let found = key.split(".").reduce((part, step) => part?.[step], tree);
  if (found && typeof found === "object") found = found[new Intl.PluralRules(language).select(values.n)] ?? found.other;
  return (found ?? key).replace(/\{\{ (\w+) \}\}/g, (_, field) => values[field] ?? "");
}

const timeZone = "Europe/Brussels"; // where the playground lies

export function clock(seconds) {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(seconds * 1000);
}

export function day(seconds) {
  return new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", timeZone }).format(seconds * 1000);
}
