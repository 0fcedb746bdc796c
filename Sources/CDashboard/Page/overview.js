// SPDX-License-Identifier: Apache-2.0
// The first look: ten questions with their answers, and a tile for each KPI.

import { answers } from "./answers.js";
import { choice, element } from "./dom.js";
import * as format from "./format.js";
import { stages } from "./stages.js";
import { Tile } from "./tile.js";

const remembered = "streamgauge.overview";

/** The overview; it remembers window and order in the browser. */
export function overview(root, feed) {
  const sizes = format.windowsOf(feed.catalogue.kpis);
  const settings = { size: preferred(sizes), order: "channel", ...recall() };
  if (!sizes.includes(settings.size)) settings.size = preferred(sizes);
  const questions = element("section", { class: "answers", "aria-label": "Answers" });
  const controls = element("div", { class: "controls" });
  const wall = element("div", { class: "wall" });
  root.append(element("h2", { class: "hidden" }, "Overview"), questions, controls, wall);
  let tiles = [];

  function draw() {
    controls.replaceChildren(
      choice("Window", sizes.map((size) => ({ name: format.windowName(size), value: size })), settings.size,
        (size) => change({ size })),
      choice("Order", [{ name: "by channel", value: "channel" }, { name: "by journey stage", value: "stage" }],
        settings.order, (order) => change({ order })));
    tiles = [];
    wall.replaceChildren(...groups().map(([name, kpis]) => element("section", { "aria-label": name },
      element("h2", {}, name),
      element("div", { class: "tiles" }, kpis.map((kpi) => {
        const tile = new Tile(feed, kpi, windowOf(kpi, settings.size));
        tiles.push(tile);
        return tile.node;
      })))));
    update();
    loadHistories(tiles);
  }

  function groups() {
    const found = new Map((settings.order === "stage" ? stages.names : format.channelNames).map((name) => [name, []]));
    for (const kpi of feed.catalogue.kpis.filter((kpi) => kpi.kind === "value")) {
      const name = settings.order === "stage" ? stages.of(kpi.id) : format.channelName(kpi.channel);
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(kpi);
    }
    return [...found].filter(([, kpis]) => kpis.length > 0);
  }

  function change(changed) {
    Object.assign(settings, changed);
    try { localStorage.setItem(remembered, JSON.stringify(settings)); } catch { /* private mode */ }
    draw();
  }

  function update() {
    questions.replaceChildren(...answers(feed));
    tiles.forEach((tile) => tile.update());
  }

  draw();
  return { update };
}

function recall() {
  try { return JSON.parse(localStorage.getItem(remembered)) ?? {}; } catch { return {}; }
}

/** Days where they are counted, else the largest window. */
function preferred(sizes) { return sizes.includes("1d") ? "1d" : sizes.at(-1); }

/** The size asked for, or the nearest one that the KPI has. */
function windowOf(kpi, size) {
  const aim = Math.log(format.windowLength(size));
  const distance = (window) => Math.abs(Math.log(format.windowLength(window)) - aim);
  return kpi.windows.map(format.windowText).sort((one, other) => distance(one) - distance(other))[0];
}

/** A few at a time, from the top of the page. */
async function loadHistories(tiles) {
  const waiting = [...tiles];
  const worker = async () => {
    while (waiting.length > 0) await waiting.shift().loadHistory();
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}
