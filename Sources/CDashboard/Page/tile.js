// SPDX-License-Identifier: Apache-2.0
// One KPI at a glance.

import { element, sparkline } from "./dom.js";
import { ask } from "./feed.js";
import * as format from "./format.js";
import { changeNode, settled, shown, statusNode } from "./readings.js";

const pointCount = 40;

/** A tile; its node stays, its content follows the feed. */
export class Tile {
  #feed; #kpi; #size; #points = []; #drawn = "";

  constructor(feed, kpi, size) {
    this.#feed = feed;
    this.#kpi = kpi;
    this.#size = size;
    this.node = element("a", {
      class: "tile", "data-kpi": kpi.id, "data-window": size,
      href: `#/explore?kpi=${encodeURIComponent(kpi.id)}&window=${encodeURIComponent(size)}`,
      title: `${kpi.title} (${kpi.definition})`,
    });
  }

  /** Fetches the finals for the line. */
  async loadHistory() {
    try {
      const answer = await ask(`kpis/${this.#kpi.id}`, { window: this.#size, limit: pointCount });
      this.#points = answer.series[0]?.points ?? [];
    } catch {
      this.#points = [];
    }
    this.#drawn = "";
    this.update();
  }

  /** Draws anew what changed. */
  update() {
    const series = this.#feed.total(this.#kpi.id, this.#size);
    const state = JSON.stringify([series?.final, series?.live]);
    if (state === this.#drawn) return;
    this.#drawn = state;
    this.#keep(series?.final);
    this.node.replaceChildren(...this.#content(series));
  }

  #keep(final) {
    if (!final) return;
    const last = this.#points.at(-1);
    if (last?.start === final.start) this.#points[this.#points.length - 1] = final;
    else if (!last || last.start < final.start) this.#points.push(final);
    if (this.#points.length > pointCount) this.#points.shift();
  }

  #content(series) {
    const { unit } = this.#kpi;
    const zone = this.#feed.catalogue.zone;
    const reading = shown(series);
    const name = format.shortName(this.#kpi.id);
    return [
      element("h3", {}, name, " ", statusNode(reading, zone)),
      element("p", { class: "value" }, format.value(reading?.value, unit), " ",
        element("small", {}, format.uncertainty(reading, unit))),
      element("p", { class: "moved" }, reading?.kind === "early" ? element("span", { class: "quiet" }, "first window is still running")
        : changeNode(reading, this.#kpi)),
      sparkline(this.#points.map((point) => (point.complete ? point.value : null)), `${name}, the last ${this.#points.length} windows`),
      element("p", { class: "when" }, reading
        ? `${format.span(reading, zone, this.#size)} · ${settled(reading)}` : "nothing counted yet"),
      this.#running(series),
    ].filter(Boolean);
  }

  #running(series) {
    const live = series?.live;
    if (!live || !series.final || live.start < series.final.start) return null;
    const zone = this.#feed.catalogue.zone;
    const open = live.open > 0 ? `, ${format.compact(live.open)} open` : "";
    return element("p", { class: "running" }, "now ",
      element("b", {}, format.value(live.value, this.#kpi.unit)),
      ` since ${format.moment(live.start, zone, this.#size)}${open}`);
  }
}
