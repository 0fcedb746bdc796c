// SPDX-License-Identifier: Apache-2.0
// One KPI over time: alone with its interval, or by dimensions, with every number in tables.

import { Chart } from "./chart.js";
import { element, menu, table } from "./dom.js";
import { ask } from "./feed.js";
import * as format from "./format.js";
import { changeNode, newest, settled, shown, statusNode } from "./readings.js";

const pointCount = 500;
const lineCount = 6;
const rowCount = 200;
const windowRowCount = 50;

/** The view of one KPI; what is chosen stands in the address. */
export function explore(root, feed, parameters) {
  const kpi = feed.kpi(parameters.get("kpi")) ?? feed.catalogue.kpis.find((found) => found.kind === "value");
  if (!kpi) {
    root.append(element("p", { class: "quiet" }, "No KPI is counted."));
    return {};
  }
  const chosen = choose(kpi, parameters);
  const place = element("div", { class: "chart" });
  const legend = element("p", { class: "legend", role: "status" });
  const tables = element("div");
  root.append(heading(kpi), selections(feed, kpi, chosen), legend, place, tables, definition(kpi, chosen));
  let chart = null;
  let answer = null;

  async function load() {
    try {
      answer = await ask(`kpis/${kpi.id}`, {
        window: chosen.size, by: chosen.by.join(), limit: pointCount, series: rowCount,
      });
    } catch (problem) {
      place.replaceChildren(element("p", { class: "quiet" }, problem.message));
      return;
    }
    chart?.close();
    chart = new Chart(place, legend, kpi, chosen.size, feed.catalogue.zone);
    show();
  }

  function show() {
    if (!answer) return;
    merge(answer, feed, kpi, chosen);
    chart.draw(answer.series.slice(0, lineCount));
    tables.replaceChildren(chosen.by.length > 0 ? seriesTable(answer.series, feed, kpi, chosen)
      : windowTable(answer.series[0], feed, kpi, chosen));
  }

  load();
  return { update: show, close: () => chart?.close() };
}

function choose(kpi, parameters) {
  const sizes = kpi.windows.map(format.windowText);
  const by = (parameters.get("by") ?? "").split(",").filter(Boolean);
  const isCounted = kpi.by.some((names) => names.join() === by.join());
  return {
    size: sizes.includes(parameters.get("window")) ? parameters.get("window") : sizes.at(-1),
    by: isCounted ? by : [],
  };
}

function heading(kpi) {
  return element("div", { class: "heading" },
    element("h2", {}, `${format.channelName(kpi.channel)}: ${format.shortName(kpi.id)}`),
    element("p", {}, kpi.title));
}

function selections(feed, kpi, chosen) {
  const go = (changed) => {
    const next = { kpi: kpi.id, window: chosen.size, by: chosen.by.join(), ...changed };
    const query = new URLSearchParams(Object.entries(next).filter(([, value]) => value !== ""));
    location.hash = `#/explore?${query}`;
  };
  const kpis = feed.catalogue.kpis.filter((found) => found.kind === "value").map((found) => ({
    name: format.shortName(found.id), value: found.id, group: format.channelName(found.channel),
  }));
  const groupings = kpi.by.map((names) => ({ name: names.length === 0 ? "all together" : `by ${names.join(" and ")}`, value: names.join() }));
  return element("div", { class: "controls" },
    menu("KPI", kpis, kpi.id, (id) => go({ kpi: id, by: "" })),
    menu("Window", kpi.windows.map(format.windowText).map((size) => ({ name: format.windowName(size), value: size })), chosen.size,
      (size) => go({ window: size })),
    menu("Series", groupings, chosen.by.join(), (by) => go({ by })));
}

/** Puts what the stream has brought since the history was read behind it. */
function merge(answer, feed, kpi, chosen) {
  for (const series of answer.series) {
    const held = feed.grouped(kpi.id, chosen.size, chosen.by)
      .find((candidate) => JSON.stringify(candidate.dims) === JSON.stringify(series.dims));
    if (!held) continue;
    series.live = held.live ?? series.live;
    const [final, last] = [held.final, series.points.at(-1)];
    if (!final) continue;
    if (last?.start === final.start) series.points[series.points.length - 1] = final;
    else if (!last || last.start < final.start) series.points.push(final);
  }
}

/** A reading that knows the window before: what history holds does not tell it. */
function comparedWith(reading, before) {
  return reading.previous || !before ? reading : { ...reading, previous: { value: before.value } };
}

function interval(reading, unit) {
  if (reading?.lo === null || reading?.lo === undefined) return "";
  return `${format.value(reading.lo, unit)} to ${format.value(reading.hi, unit)}`;
}

function windowTable(series, feed, kpi, chosen) {
  const { zone } = feed.catalogue;
  const readings = [...(series?.points ?? [])].reverse();
  if (series?.live && series.live.start > (readings[0]?.start ?? 0)) readings.unshift(series.live);
  return table(`${kpi.title}, by window`, [
    { name: "Window" }, { name: "Value", number: true }, { name: "95 % interval", number: true },
    { name: "Cases", number: true }, { name: "Change", number: true }, { name: "Target" }, { name: "Settled" },
  ], readings.slice(0, windowRowCount).map((reading, index) => [
    format.span(reading, zone, chosen.size), format.value(reading.value, kpi.unit), interval(reading, kpi.unit),
    format.decimal(reading.n, 0),
    changeNode(comparedWith(reading, readings[index + 1]), kpi),
    statusNode(reading, zone), settled(reading),
  ]));
}

function seriesTable(all, feed, kpi, chosen) {
  const { zone } = feed.catalogue;
  const order = (series) => newest(series)?.n ?? series.points.at(-1)?.n ?? 0;
  return table(`${kpi.title}, by ${chosen.by.join(" and ")}`, [
    { name: chosen.by.join(" · ") }, { name: "Newest final", number: true }, { name: "95 % interval", number: true },
    { name: "Cases", number: true }, { name: "Change", number: true }, { name: "Target" }, { name: "Window" },
    { name: "Running now", number: true }, { name: "Settled" },
  ], [...all].sort((one, other) => order(other) - order(one)).map((series) => {
    const held = { final: series.points.at(-1), live: series.live };
    const final = shown(held);
    const before = series.points.at(-2);
    const since = final?.target?.since ? ` since ${format.moment(final.target.since, zone, "1h")}` : "";
    return [
      format.seriesName(series), format.value(final?.value, kpi.unit), interval(final, kpi.unit),
      final ? format.decimal(final.n, 0) : "",
      final ? changeNode(comparedWith(final, before), kpi) : "",
      final?.target ? element("span", {}, statusNode(final, zone), since) : "",
      final ? format.span(final, zone, chosen.size) : "",
      series.live ? `${format.value(series.live.value, kpi.unit)}` : "",
      settled(newest(held)),
    ];
  }));
}

function definition(kpi, chosen) {
  const query = new URLSearchParams({ window: chosen.size, ...(chosen.by.length ? { by: chosen.by.join() } : {}) });
  const rows = [
    ["Definition", kpi.definition], ["Formula", kpi.formula], ["Source", kpi.source],
    ["Elsewhere", kpi.market], ["Better", kpi.better === "none" ? "neither" : kpi.better],
  ].filter(([, text]) => text);
  return element("details", { class: "definition" },
    element("summary", {}, "How it is defined"),
    element("dl", {}, rows.flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, text)])),
    element("p", {}, element("a", { href: `api/v1/kpis/${kpi.id}?${query}` }, "These numbers as JSON")));
}
