// SPDX-License-Identifier: Apache-2.0
// What fires, what changed, and how every target stands.

import { element, table } from "./dom.js";
import { ask } from "./feed.js";
import * as format from "./format.js";
import { isOff, settled, shown, statusNode } from "./readings.js";

/** The view of alerts and targets. */
export function alerts(root, feed) {
  const firing = element("div");
  const targets = element("div");
  const past = element("div");
  root.append(element("h2", {}, "Firing"), firing, element("h2", {}, "Targets"), targets, element("h2", {}, "Changes"), past);

  function update() {
    firing.replaceChildren(feed.alerts.length === 0
      ? element("p", { class: "quiet" }, "Nothing fires.")
      : table("Firing alerts", alertColumns, feed.alerts.map((alert) => alertRow(alert, feed))));
    targets.replaceChildren(targetTable(feed));
  }

  async function load() {
    let changes = [];
    try {
      changes = (await ask("alerts")).history;
    } catch (problem) {
      past.replaceChildren(element("p", { class: "quiet" }, problem.message));
      return;
    }
    past.replaceChildren(changes.length === 0
      ? element("p", { class: "quiet" }, "No alert has changed yet.")
      : table("Changes of alerts, the newest first", alertColumns, changes.map((alert) => alertRow(alert, feed))));
  }

  update();
  load();
  const reload = () => load();
  feed.addEventListener("alerts", reload);
  return { update, close: () => feed.removeEventListener("alerts", reload) };
}

const alertColumns = [
  { name: "Alert" }, { name: "Severity" }, { name: "Of" }, { name: "Window" }, { name: "Value", number: true }, { name: "Since" },
];

function alertRow(alert, feed) {
  const kpi = feed.kpi(alert.kpi);
  const { zone } = feed.catalogue;
  return [
    alert.name ?? alert.kpi,
    element("span", { class: ["chip", alert.status === "resolved" ? "ok" : alert.severity] }, alert.status === "resolved" ? "resolved" : alert.severity),
    alert.kpi ? format.seriesName({ dims: alert.dims ?? {} }) : format.inputRule(alert.rule),
    alert.window ? format.span(alert.window, zone, alert.window.size) : "",
    format.value(alert.value, alert.kpi ? kpi?.unit ?? "score" : format.inputUnit(alert.rule)),
    alert.since ? format.moment(alert.since, zone, "1h") : "",
  ];
}

/** Series off their targets first, then by KPI. */
function targetTable(feed) {
  const held = [...feed.series.values()].filter((series) => shown(series)?.target);
  if (held.length === 0) return element("p", { class: "quiet" }, "No KPI has a target. Settings give one: target: { value: 0.03, warn: 0.025, breach: 0.02 }");
  held.sort((one, other) => Number(isOff(shown(other))) - Number(isOff(shown(one))) || one.kpi.localeCompare(other.kpi));
  const { zone } = feed.catalogue;
  return table("Targets", [
    { name: "KPI" }, { name: "Of" }, { name: "Window" }, { name: "Value", number: true }, { name: "Target", number: true },
    { name: "Status" }, { name: "Since" }, { name: "Settled" },
  ], held.map((series) => {
    const reading = shown(series);
    const kpi = feed.kpi(series.kpi);
    const link = new URLSearchParams({ kpi: series.kpi, window: series.windowText, by: Object.keys(series.dims).join() });
    return [
      element("a", { href: `#/explore?${link}` }, `${format.channelName(series.kpi.split(".")[0])}: ${format.shortName(series.kpi)}`),
      format.seriesName(series), format.span(reading, zone, series.windowText), format.value(reading.value, kpi?.unit),
      format.value(reading.target.value ?? kpi?.target?.value, kpi?.unit), statusNode(reading, zone),
      reading.target.since ? format.moment(reading.target.since, zone, "1h") : "", settled(reading),
    ];
  }));
}
