// Building nodes. Text only ever becomes a text node.
const TINTS = 7;

/** A node: el("p.soft", {title: "x", onclick: f}, "text", node ...). */
export function el(what, given = {}, ...inside) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag);
  node.classList.add(...classes);
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...inside.filter((part) => part !== null && part !== undefined && part !== ""));
  return node;
}

export function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export function tint(user) {
  if (user.is_bot) return "bot";
  return user.id === undefined || user.id < 0 ? "group" : String((user.id - 1) % TINTS);
}

/** A round face: initials on the person's colour; the bot has its spark. */
export function face(user, extra = "") {
  const name = user.first_name ?? user.title ?? "?";
  const node = el(`span.face.tint-${tint(user)}${extra}`, { "aria-hidden": "true" });
  if (user.is_bot && user.username === "buurtvonk_bot") node.append(el("img", { src: "/page/spark.svg", alt: "" }));
  else node.append([...name.trim()].slice(0, 2).join(""));
  return node;
}
