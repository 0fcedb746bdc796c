// SPDX-License-Identifier: Apache-2.0
// Elements without markup in strings: whatever a page or a campaign is called, it stays text.

/** Makes an element; `properties` are attributes, but `on…` are listeners and `class` may be a list. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = [value].flat().filter(Boolean).join(" ");
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** A line over the newest values, without axes; gaps stay gaps. */
export function sparkline(values, label) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 100 28");
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("class", "spark");
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", label);
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return drawing;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const scale = high > low ? 24 / (high - low) : 0;
  let path = "";
  let isDown = false;
  values.forEach((value, index) => {
    if (value === null) { isDown = false; return; }
    const x = (index / (values.length - 1)) * 100;
    const y = scale === 0 ? 14 : 26 - (value - low) * scale;
    path += `${isDown ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    isDown = true;
  });
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  drawing.append(line);
  return drawing;
}

/** A table whose cells are nodes or texts; numbers stand right. */
export function table(caption, columns, rows) {
  const head = columns.map((column) => element("th", { scope: "col", class: column.number && "number" }, column.name));
  const body = rows.map((cells) => element("tr", {}, cells.map((cell, index) => (index === 0
    ? element("th", { scope: "row" }, cell ?? "")
    : element("td", { class: columns[index].number && "number" }, cell ?? "")))));
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    element("table", {},
      element("caption", { class: "hidden" }, caption),
      element("thead", {}, element("tr", {}, head)),
      element("tbody", {}, body)));
}

/** A choice of a few, as buttons of which one is pressed. */
export function choice(label, options, chosen, choose) {
  return element("div", { class: "choice", role: "group", "aria-label": label },
    options.map(({ name, value }) => element("button", {
      type: "button", "aria-pressed": String(value === chosen), onclick: () => choose(value),
    }, name)));
}

/** A choice of many, as a labelled list; options may be grouped by `group`. */
export function menu(label, options, chosen, choose) {
  const groups = new Map();
  for (const option of options) {
    const made = element("option", { value: option.value, selected: option.value === chosen }, option.name);
    if (!groups.has(option.group)) groups.set(option.group, []);
    groups.get(option.group).push(made);
  }
  const content = [...groups].flatMap(([group, made]) =>
    (group === undefined ? made : element("optgroup", { label: group }, made)));
  return element("label", { class: "menu" }, element("span", {}, label),
    element("select", { onchange: (event) => choose(event.target.value) }, content));
}
