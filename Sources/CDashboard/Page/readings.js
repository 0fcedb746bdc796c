// SPDX-License-Identifier: Apache-2.0
// What readings say: which one counts, how it moved, how settled it is, how it stands.

import { element } from "./dom.js";
import * as format from "./format.js";

/** The reading that a value is shown from: a final, or the running one where none is there yet. */
export function shown(series) { return series?.final ?? series?.live ?? null; }

/** The newest reading of a series, running windows included. */
export function newest(series) {
  if (!series?.live) return series?.final ?? null;
  return !series.final || series.live.start >= series.final.start ? series.live : series.final;
}

/** The newest reading of a list in which there is anything: a window that has just begun has nothing yet. */
export function newestList(series) {
  const reading = newest(series);
  return reading?.top?.length ? reading : series?.final ?? reading;
}

/** How a final moved against the window before, as a share; null where there is nothing to compare. */
export function change(reading) {
  if (!reading || reading.kind === "early") return null;
  const before = reading.previous?.value;
  if (typeof before !== "number" || typeof reading.value !== "number") return null;
  return before === 0 ? null : (reading.value - before) / Math.abs(before);
}

/** The change with its direction and whether that is good news. */
export function changeNode(reading, kpi) {
  const share = change(reading);
  if (share === null) return element("span", { class: "change quiet" }, "nothing to compare with");
  const isUp = share > 0;
  const isGood = kpi.better === "none" || share === 0 ? null : (kpi.better === "higher") === isUp;
  const sign = share === 0 ? "=" : isUp ? "▲" : "▼";
  return element("span", { class: ["change", isGood === null ? "" : isGood ? "good" : "bad"] },
    element("span", { "aria-hidden": "true" }, `${sign} `),
    element("span", { class: "hidden" }, isUp ? "up by " : share < 0 ? "down by " : "changed by "),
    `${format.decimal(Math.abs(share) * 100, Math.abs(share) < 0.1 ? 1 : 0)} %`,
    isGood === null ? "" : element("span", { class: "hidden" }, isGood ? ", better" : ", worse"));
}

const statusNames = {
  ok: "on target", warn: "near the limit", breach: "missed", no_data: "no data",
  low_sample: "few cases", no_baseline: "no baseline",
};

/** A status against the target, as a chip. */
export function statusNode(reading, zone) {
  const target = reading?.target;
  if (!target) return null;
  const since = target.since ? ` since ${format.moment(target.since, zone, "1h")}` : "";
  return element("span", { class: ["chip", target.status], title: `${statusNames[target.status] ?? target.status}${since}` },
    statusNames[target.status] ?? target.status);
}

/** How settled a reading is, in few words. */
export function settled(reading) {
  if (!reading) return "no value yet";
  if (!reading.complete && reading.kind !== "early") return "not all of it was seen";
  if (reading.kind === "final") return "final";
  if (reading.kind === "revision") return "final, revised";
  if (reading.open > 0 && reading.n > 0) {
    return `${format.decimal(Math.min(100, (reading.open / reading.n) * 100), 0)} % still open`;
  }
  return "running";
}

/** Whether a target is missed or nearly so. */
export function isOff(reading) { return ["warn", "breach"].includes(reading?.target?.status); }
