// SPDX-License-Identifier: Apache-2.0
// How the daemon does: time, inputs, what was not counted and why, limits, commits.

import { element, table } from "./dom.js";
import * as format from "./format.js";

/** The operator's view. */
export function pipeline(root, feed, parameters) {
  const place = element("div");
  root.append(element("h2", { class: "hidden" }, "Pipeline"), place);
  function update() {
    if (!feed.status) return;
    const isOpen = place.querySelector("details")?.open;
    place.replaceChildren(...sections(feed));
    if (isOpen) place.querySelector("details").open = true;
  }
  update();
  const part = parameters.get("part");
  if (part) document.getElementById(`part-${part}`)?.scrollIntoView({ block: "start" });
  return { update };
}

function sections(feed) {
  const { status } = feed;
  return [
    facts(feed),
    section("late", "Inputs and time", partitions(feed)),
    section("events", "What became of records and events", outcomes(status)),
    section("rejected", "Rejected, with the newest example", rejections(feed)),
    section("limits", "Limits", limits(status)),
  ];
}

function section(id, name, ...content) {
  return element("section", { id: `part-${id}`, "aria-label": name }, element("h2", {}, name), content);
}

function facts(feed) {
  const { status } = feed;
  const age = status.watermark === null ? null : Math.max(0, (Date.now() - status.watermark) / 1000);
  const lag = status.partitions.reduce((sum, partition) => sum + (partition.lag ?? 0), 0);
  const entries = [
    ["Role", status.role, status.reasons.join(" ")],
    ["Watermark", age === null ? "none yet" : `${format.seconds(age)} ago`, "windows before it are over"],
    ["Records waiting", format.compact(lag), "in all partitions"],
    ["Commit, p99", status.commit_seconds.count > 0 ? format.seconds(status.commit_seconds.p99) : "–", `${format.compact(status.commit_seconds.count)} commits`],
    ["Event to value, p99", status.event_to_snapshot_seconds.count > 0 ? format.seconds(status.event_to_snapshot_seconds.p99) : "–", "from receipt to the early value"],
    ["Conservation", status.conservation_violations === 0 ? "holds" : `${status.conservation_violations} violations`, "every record is counted or has a reason"],
  ];
  return element("div", { class: "tiles" }, entries.map(([name, big, text]) => element("div", { class: "tile fact" },
    element("h3", {}, name), element("p", { class: "value" }, big), element("p", { class: "when" }, text))));
}

function partitions(feed) {
  const { zone } = feed.catalogue;
  return table("Input partitions", [
    { name: "Topic" }, { name: "Partition", number: true }, { name: "Watermark" }, { name: "Waiting", number: true }, { name: "State" }, { name: "Lost", number: true },
  ], feed.status.partitions.map((partition) => [
    partition.topic, String(partition.partition),
    partition.watermark === null ? "no event yet" : format.moment(partition.watermark, zone, "1s"),
    partition.lag === null ? "not known" : format.decimal(partition.lag, 0),
    partition.idle ? "idle: time goes on without it" : "read",
    format.decimal(partition.lost_records ?? 0, 0),
  ]));
}

function outcomes(status) {
  const rows = status.topics.flatMap((topic) => [
    ...Object.entries(topic.records).map(([name, count]) => [topic.topic, `records ${name}`, count]),
    ...Object.entries(topic.events).map(([name, count]) => [topic.topic, `events ${name}`, count]),
  ]).filter(([, , count]) => count > 0);
  return table("Records and events by outcome", [{ name: "Topic" }, { name: "Outcome" }, { name: "Count", number: true }],
    rows.map(([topic, name, count]) => [topic, name, format.decimal(count, 0)]));
}

function rejections(feed) {
  const { status } = feed;
  const examples = status.rejections ?? [];
  const counts = status.topics.flatMap((topic) => Object.entries(topic.rejected).map(([reason, count]) => ({ topic: topic.topic, reason, count })))
    .filter(({ count }) => count > 0);
  if (counts.length === 0) return element("p", { class: "quiet" }, "Every record could be read.");
  return table("Rejected records by reason", [
    { name: "Topic" }, { name: "Reason" }, { name: "Count", number: true }, { name: "The newest" }, { name: "Where" },
  ], counts.map(({ topic, reason, count }) => {
    const example = examples.find((one) => one.topic === topic && one.reason === reason);
    return [
      topic, reason, format.decimal(count, 0), example?.error ?? "",
      example ? `partition ${example.partition}, offset ${example.offset}` : "",
    ];
  }));
}

function limits(status) {
  const rows = [
    ...status.tables.map((one) => [one.name, one.entries, one.limit, one.refused ?? 0]),
    ...status.rings.map((one) => [`ring ${one.name}`, Math.round(one.fill * 100), 100, 0]),
    ["published series", status.http?.series ?? 0, status.http?.series_limit ?? 0, status.http?.dropped_series ?? 0],
    ["streams of readers", status.http?.streams ?? 0, status.http?.streams_limit ?? 0, status.http?.streams_dropped ?? 0],
  ].filter(([, , limit]) => limit > 0).sort((one, other) => other[1] / other[2] - one[1] / one[2]);
  const overflow = Object.entries(status.overflow ?? {}).filter(([, count]) => count > 0);
  return [
    table("Tables and rings, the fullest first", [
      { name: "What" }, { name: "Full" }, { name: "Entries", number: true }, { name: "Limit", number: true }, { name: "Refused", number: true },
    ], rows.map(([name, entries, limit, refused]) => [
      name.replaceAll("_", " "), meter(entries / limit, name), format.decimal(entries, 0), format.decimal(limit, 0), format.decimal(refused, 0),
    ])),
    overflow.length === 0 ? "" : element("p", {}, "Values that found no place and count as other: ",
      overflow.map(([name, count]) => `${name} ${format.decimal(count, 0)}`).join(", ")),
  ];
}

function meter(share, name) {
  return element("meter", { min: "0", max: "1", low: "0.7", high: "0.9", optimum: "0", value: String(Math.min(1, share)), "aria-label": `${name} is full to` },
    `${Math.round(share * 100)} %`);
}
