// SPDX-License-Identifier: Apache-2.0
// The questions people open a dashboard with, each answered in a sentence, where what it needs is counted.

import { element } from "./dom.js";
import * as format from "./format.js";
import { change, isOff, newest, newestList, shown } from "./readings.js";

/** Cards for all questions that can be answered. */
export function answers(feed) {
  return [onSite, leaks, lastMail, belowTarget, reach, retention, buyers, incomplete, rejected, keepingUp]
    .map((question) => question(feed))
    .filter(Boolean)
    .map(({ id, question, big, text, state, link }) => element("a", { class: ["answer", state], href: link, "data-answer": id },
      element("h3", {}, question), element("p", { class: "big" }, big), element("p", {}, text)));
}

function largest(kpi) { return format.windowsOf([kpi]).at(-1); }

function exploreLink(kpi, window, by = []) {
  const query = new URLSearchParams({ kpi, window, ...(by.length ? { by: by.join() } : {}) });
  return `#/explore?${query}`;
}

function onSite(feed) {
  const kpi = feed.kpi("web.current_visitors") ?? feed.kpi("web.visitors");
  if (!kpi) return null;
  const size = format.windowText(kpi.windows[0]);
  const reading = newest(feed.total(kpi.id, size));
  return {
    id: "now", question: "On the site now", big: format.value(reading?.value, "count"),
    text: `different people within the last ${format.windowName(size.split(" ")[0])}`,
    link: exploreLink(kpi.id, size),
  };
}

function leaks(feed) {
  const kpi = feed.kpi("web.top_exit_pages");
  if (!kpi) return null;
  const size = largest(kpi);
  const reading = newestList(feed.total(kpi.id, size));
  const first = reading?.top?.[0];
  return {
    id: "leaks", question: "Loses most people", big: first ? pathOf(first.value) : "–",
    text: first ? `${format.decimal(first.count, 0)} of ${format.decimal(reading.n, 0)} visits ended there, ${when(reading, feed, size)}`
      : "no visit has ended yet",
    link: `#/lists?kpi=${kpi.id}&window=${size}`,
  };
}

/** A page without the host, which is the same for all. */
function pathOf(page) {
  try { return new URL(page).pathname; } catch { return page; }
}

function lastMail(feed) {
  const kpi = ["email.open_rate", "email.ctr"].map((id) => feed.kpi(id))
    .find((found) => found?.by.some((by) => by.includes("campaign")));
  if (!kpi) return null;
  const by = kpi.by.find((names) => names.includes("campaign"));
  const size = largest(kpi);
  const mails = feed.grouped(kpi.id, size, by)
    .map((series) => ({ series, reading: newest(series) }))
    .filter(({ reading }) => reading?.value !== null && reading?.n > 0)
    .sort((one, other) => other.reading.start - one.reading.start || other.reading.n - one.reading.n);
  if (mails.length === 0) return { id: "mail", question: "The last mail", big: "–", text: "none was delivered yet", link: exploreLink(kpi.id, size, by) };
  const [last, before] = mails;
  const open = last.reading.n > 0 ? last.reading.open / last.reading.n : 0;
  const verb = kpi.id === "email.open_rate" ? "opened" : "clicked";
  return {
    id: "mail", question: `The last mail: ${format.seriesName(last.series)}`,
    big: `${format.value(last.reading.value, kpi.unit)} ${verb}`,
    text: (before ? `${format.seriesName(before.series)} before it: ${format.value(before.reading.value, kpi.unit)}; ` : "")
      + (open > 0 ? `not settled, ${format.decimal(open * 100, 0)} % may still` : "settled"),
    state: open > 0 ? "pending" : "",
    link: exploreLink(kpi.id, size, by),
  };
}

function belowTarget(feed) {
  const withTargets = feed.catalogue.kpis.filter((kpi) => kpi.target);
  if (withTargets.length === 0) return null;
  const off = [...feed.series.values()].filter((series) => isOff(shown(series)));
  const breached = off.filter((series) => shown(series).target.status === "breach");
  const first = (breached[0] ?? off[0]);
  const since = first && shown(first).target.since;
  return {
    id: "targets", question: "Below target",
    big: off.length === 0 ? "none" : `${off.length} series`,
    text: first
      ? `${format.shortName(first.kpi)} of ${format.seriesName(first)}${since ? ` since ${format.moment(since, feed.catalogue.zone, "1h")}` : ""}`
      : `of ${withTargets.length} KPIs with a target`,
    state: breached.length > 0 ? "bad" : off.length > 0 ? "warn" : "good",
    link: "#/alerts",
  };
}

function movement(feed, id, ids, question, words) {
  const kpi = ids.map((name) => feed.kpi(name)).find(Boolean);
  if (!kpi) return null;
  const size = largest(kpi);
  const final = feed.total(kpi.id, size)?.final;
  const share = change(final);
  return {
    id, question,
    big: share === null ? format.value(final?.value, kpi.unit)
      : `${share > 0 ? "▲" : share < 0 ? "▼" : "="} ${format.decimal(Math.abs(share) * 100, 1)} %`,
    text: final ? `${format.value(final.value, kpi.unit)} ${words}, ${when(final, feed, size)}`
      + (typeof final.previous?.value === "number" ? `; ${format.value(final.previous.value, kpi.unit)} before` : "")
      : "no window is final yet",
    state: share === null || share === 0 ? "" : share > 0 ? "good" : "bad",
    link: exploreLink(kpi.id, size),
  };
}

function reach(feed) {
  return movement(feed, "reach", ["social.reach", "social.reach_totals", "social.impressions"], "Reach", "people");
}

function retention(feed) {
  return movement(feed, "retention", ["app.retention_d7", "app.retention_d1"], "Retention of the last cohort", "came back");
}

function buyers(feed) {
  const kpi = ["mkt.orders", "mkt.revenue", "web.conversion_rate"].map((id) => feed.kpi(id))
    .find((found) => found?.by.some((by) => by.length > 0));
  if (!kpi) return null;
  const size = largest(kpi);
  const { by, ranked } = kpi.by.filter((names) => names.length > 0)
    .map((names) => ({ by: names, ranked: byNumerator(feed.grouped(kpi.id, size, names)) }))
    .sort((one, other) => other.ranked.length - one.ranked.length)[0];
  const total = ranked.reduce((sum, { reading }) => sum + reading.num, 0);
  const share = ({ series, reading }) => `${format.seriesName(series)} ${format.decimal((reading.num / total) * 100, 0)} %`;
  return {
    id: "buyers", question: `Buyers come from (${by.join(", ")})`,
    big: ranked.length > 0 ? format.seriesName(ranked[0].series) : "–",
    text: ranked.slice(0, 3).map(share).join(", ") || "nobody has bought yet",
    link: exploreLink(kpi.id, size, by),
  };
}

function byNumerator(all) {
  return all.map((series) => ({ series, reading: shown(series) })).filter(({ reading }) => reading?.num > 0)
    .sort((one, other) => other.reading.num - one.reading.num);
}

function incomplete(feed) {
  const partial = [...feed.series.values()].filter((series) => series.final && !series.final.complete);
  const age = feed.watermark === null ? null : (Date.now() - feed.watermark) / 1000;
  const isLate = age !== null && age > 180;
  const idle = feed.status?.partitions.filter((partition) => partition.idle).length ?? 0;
  return {
    id: "late", question: "Late or incomplete",
    big: isLate ? `${format.seconds(age)} behind` : partial.length === 0 ? "nothing" : `${partial.length} series`,
    text: partial.length > 0 ? "their newest window began before the daemon saw events, or lost some"
      : idle > 0 ? `${idle} partitions are idle, time goes on without them` : "every newest window was seen whole",
    state: isLate ? "warn" : partial.length > 0 ? "pending" : "good",
    link: "#/pipeline?part=late",
  };
}

function rejected(feed) {
  const rejections = feed.status?.rejections ?? [];
  const total = (feed.status?.topics ?? []).flatMap((topic) => Object.values(topic.rejected)).reduce((sum, count) => sum + count, 0);
  return {
    id: "rejected", question: "Rejected", big: format.decimal(total, 0),
    text: rejections[0] ? `the newest: ${rejections[0].error} (${rejections[0].topic})` : "every record could be read",
    state: total > 0 ? "pending" : "good",
    link: "#/pipeline?part=rejected",
  };
}

function keepingUp(feed) {
  const { status } = feed;
  if (!status) return null;
  const lag = status.partitions.reduce((sum, partition) => sum + (partition.lag ?? 0), 0);
  const fullest = [...status.tables].filter((table) => table.limit > 0)
    .sort((one, other) => other.entries / other.limit - one.entries / one.limit)[0];
  const fill = fullest ? fullest.entries / fullest.limit : 0;
  const isFine = lag < 100_000 && fill < 0.9 && status.ready;
  return {
    id: "pace", question: "Keeping up", big: isFine ? "yes" : "no",
    text: `${format.compact(lag)} records waiting` + (fullest ? `; fullest table: ${fullest.name}, ${format.decimal(fill * 100, 0)} %` : ""),
    state: isFine ? "good" : "bad",
    link: "#/pipeline",
  };
}

function when(reading, feed, size) {
  const words = format.span(reading, feed.catalogue.zone, size);
  return reading.kind === "early" ? `since ${format.moment(reading.start, feed.catalogue.zone, size)}` : words;
}
