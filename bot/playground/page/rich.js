// Formatted text: Telegram's entities become nodes. Offsets are UTF-16 code units, as in JavaScript.
import { el } from "./build.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote" };

function link(url, onCommand) {
  const safe = /^(https?|tg):\/\//i.test(url) ? url : "#";
  return el("a", { href: safe, target: "_blank", rel: "noopener noreferrer", onclick: (event) => onCommand?.(event, safe) });
}

function shell(entity, text, onCommand) {
  if (TAGS[entity.type]) return el(TAGS[entity.type]);
  if (entity.type === "text_link") return link(entity.url, onCommand);
  if (entity.type === "url") return link(text.substr(entity.offset, entity.length), onCommand);
  if (entity.type === "spoiler") return el("span.spoiler", { tabindex: "0" });
  return el("span");
}

/** The nodes of `text`, nested as its entities are. */
export function rich(text, entities = [], onLink = null) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const build = (from, to, list) => {
    const nodes = [];
    let at = from;
    for (let i = 0; i < list.length; i += 1) {
      const entity = list[i];
      if (entity.offset < at) continue;
      const end = Math.min(entity.offset + entity.length, to);
      if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
      const node = shell(entity, text, onLink);
      node.append(...build(entity.offset, end, list.slice(i + 1).filter((inner) => inner.offset < end)));
      nodes.push(node);
      at = end;
    }
    if (at < to) nodes.push(text.slice(at, to));
    return nodes;
  };
  return build(0, text.length, sorted);
}
