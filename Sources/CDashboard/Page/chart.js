// SPDX-License-Identifier: Apache-2.0
// A time series drawn by dygraphs, with the interval of a single line and the target.

import { element } from "./dom.js";
import * as format from "./format.js";

// The legend is the page's own; dygraphs' would write style attributes, which the page forbids itself.
Dygraph.PLUGINS = Dygraph.PLUGINS.filter((plugin) => plugin !== Dygraph.Plugins.Legend);

const lineColors = ["--line1", "--line2", "--line3", "--line4", "--line5", "--line6"];

/** A chart in a place of the page; `close` lets go of it. */
export class Chart {
  #place; #legend; #kpi; #size; #zone; #graph = null; #names = [];

  constructor(place, legend, kpi, size, zone) {
    [this.#place, this.#legend, this.#kpi, this.#size, this.#zone] = [place, legend, kpi, size, zone];
  }

  /** Draws series, the first ones being the most important. */
  draw(series) {
    const rows = this.#rows(series);
    if (rows.length === 0) {
      this.close();
      this.#place.replaceChildren(element("p", { class: "quiet" }, "No window is final yet."));
      return;
    }
    const names = this.#labels(series);
    if (this.#graph && names.join() === this.#names.join()) {
      this.#graph.updateOptions({ file: rows });
      return;
    }
    this.close();
    this.#names = names;
    this.#tell(null, []);
    this.#graph = new Dygraph(this.#surface(), rows, this.#options(names, series.length === 1));
  }

  close() {
    this.#graph?.destroy();
    this.#graph = null;
  }

  #surface() {
    const surface = element("div", {
      class: "surface", role: "img",
      "aria-label": `${this.#kpi.title} over time; the numbers are in the table below`,
    });
    this.#place.replaceChildren(surface);
    return surface;
  }

  /** dygraphs takes series by their labels, so two of one name are told apart. */
  #labels(series) {
    const seen = new Map();
    return series.map((one) => {
      const name = format.seriesName(one);
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return count > 1 ? `${name} (${count})` : name;
    });
  }

  /** One row a window start; with a single series, value and interval together. */
  #rows(series) {
    const times = [...new Set(series.flatMap((one) => one.points.map((point) => point.start)))].sort((a, b) => a - b);
    const byStart = series.map((one) => new Map(one.points.map((point) => [point.start, point])));
    return times.map((time) => [new Date(time), ...byStart.map((points) => {
      const point = points.get(time);
      if (!point || point.value === null) return series.length === 1 ? [null, null, null] : null;
      return series.length === 1 ? [point.lo ?? point.value, point.value, point.hi ?? point.value] : point.value;
    })]);
  }

  #options(names, isSingle) {
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(name).trim();
    const { unit } = this.#kpi;
    return {
      labels: ["time", ...names],
      customBars: isSingle,
      colors: lineColors.map(color),
      strokeWidth: 2,
      fillAlpha: 0.15,
      drawPoints: true,
      pointSize: 2,
      highlightCircleSize: 4,
      includeZero: unit === "count" || unit === "currency",
      gridLineColor: color("--edge"),
      axisLineColor: color("--edge"),
      animatedZooms: false,
      axes: {
        x: { axisLabelFormatter: (time) => format.moment(Number(time), this.#zone, this.#size) },
        y: { axisLabelFormatter: (number) => format.value(number, unit), axisLabelWidth: 70 },
      },
      highlightCallback: (_event, time, points) => this.#tell(time, points),
      unhighlightCallback: () => this.#tell(null, []),
      underlayCallback: (canvas, area, graph) => this.#drawTarget(canvas, area, graph, color("--bad")),
    };
  }

  /** Names the lines, and what they are worth where the pointer is. */
  #tell(time, points) {
    const values = new Map(points.map((point) => [point.name, point.yval]));
    const names = this.#names.length > 1 || time === null ? this.#names : [""];
    const isAlone = this.#names.length === 1;
    this.#legend.replaceChildren(
      element("span", { class: "time" }, time === null ? "" : `${format.moment(time, this.#zone, this.#size)} `),
      ...names.flatMap((name, index) => {
        const number = values.get(isAlone ? this.#names[0] : name);
        const text = number === undefined || number === null || Number.isNaN(number) ? "" : ` ${format.value(number, this.#kpi.unit)}`;
        return isAlone ? [text] : [element("span", { class: "key" }, element("span", { class: ["dot", `line${index + 1}`], "aria-hidden": "true" }), name, text)];
      }));
  }

  #drawTarget(canvas, area, graph, color) {
    const target = this.#kpi.target?.value;
    if (typeof target !== "number") return;
    const y = graph.toDomYCoord(target);
    if (y < area.y || y > area.y + area.h) return;
    canvas.save();
    canvas.strokeStyle = color;
    canvas.setLineDash([5, 4]);
    canvas.beginPath();
    canvas.moveTo(area.x, y);
    canvas.lineTo(area.x + area.w, y);
    canvas.stroke();
    canvas.restore();
  }
}
