// SPDX-License-Identifier: Apache-2.0
// The most frequent pages, sources, campaigns, …, with the bounds of each count.

import { element, menu } from "./dom.js";
import * as format from "./format.js";
import { newestList, settled } from "./readings.js";

/** All lists that are counted, side by side. */
export function lists(root, feed, parameters) {
  const kpis = feed.catalogue.kpis.filter((kpi) => kpi.kind === "list");
  root.append(element("h2", {}, "Lists"));
  if (kpis.length === 0) {
    root.append(element("p", { class: "quiet" }, "No list is counted. Name web.top_pages under `kpis` in the settings."));
    return {};
  }
  const sizes = format.windowsOf(kpis);
  const size = sizes.includes(parameters.get("window")) ? parameters.get("window") : sizes.at(-1);
  const place = element("div", { class: "lists" });
  root.append(element("div", { class: "controls" },
    menu("Window", sizes.map((value) => ({ name: format.windowName(value), value })), size,
      (value) => { location.hash = `#/lists?window=${encodeURIComponent(value)}`; })), place);

  function update() {
    place.replaceChildren(...kpis.map((kpi) => list(feed, kpi, size)).filter(Boolean));
  }
  update();
  const wanted = parameters.get("kpi");
  if (wanted) document.getElementById(`list-${wanted}`)?.scrollIntoView({ block: "nearest" });
  return { update };
}

function list(feed, kpi, size) {
  if (!kpi.windows.map(format.windowText).includes(size)) return null;
  const reading = newestList(feed.total(kpi.id, size));
  const entries = reading?.top ?? [];
  const largest = Math.max(1, ...entries.map((entry) => entry.count));
  return element("section", { class: "list", id: `list-${kpi.id}`, "aria-label": kpi.title },
    element("h3", {}, `${format.channelName(kpi.channel)}: ${format.shortName(kpi.id)}`),
    element("p", { class: "when" }, reading
      ? `${format.span(reading, feed.catalogue.zone, size)} · ${settled(reading)} · ${format.decimal(reading.n, 0)} in all`
      : "nothing counted yet"),
    element("ol", {}, entries.map((entry) => row(entry, largest, reading.n))));
}

function row(entry, largest, total) {
  const bar = element("span", { class: "bar", "aria-hidden": "true" });
  bar.style.width = `${(entry.count / largest) * 100}%`;
  const bounds = entry.lower === entry.upper ? "" : ` (${format.decimal(entry.lower, 0)} to ${format.decimal(entry.upper, 0)})`;
  return element("li", {}, bar, element("span", { class: "name", title: entry.value }, entry.value === "" ? "(none)" : entry.value),
    element("span", { class: "number", title: `at least ${entry.lower}, at most ${entry.upper}` },
      `${format.decimal(entry.count, 0)}${bounds} · ${format.decimal(total > 0 ? (entry.count / total) * 100 : 0, 1)} %`));
}
