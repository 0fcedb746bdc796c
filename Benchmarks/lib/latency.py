#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Watches the daemon from outside while a constant load runs, and tells whether anything drifts.

latency.py watch PID PORT SAMPLES: appends a line of JSON to SAMPLES every few seconds until it is ended.
latency.py report TITLE SAMPLES DELAYS RESULTS: DELAYS are the lines that the load printed; prints a table of
the parts of the time, the gaps between polls and how memory grew, and appends all of it to RESULTS as a line
of JSON. The first third of the time is left out.
"""

import http.client
import json
import pathlib
import sys
import time

from daemon import Daemon, Gone, by_label, total

PAUSE_SECONDS = 2
EARLY, FINAL = "event to early record", "watermark to final"


def sample(daemon):
    found, _ = daemon.metrics()
    return {
        "at": time.time(),
        "cpuSeconds": daemon.cpu_seconds(),
        "residentKiB": daemon.resident_kib("VmRSS"),
        "records": total(found, "streamgauge_records_total"),
        "lag": total(found, "streamgauge_consumer_lag"),
        "gaps": by_label(found, "streamgauge_poll_gap_seconds_bucket", "le"),
    }


def watch(pid, port, path):
    daemon = Daemon(pid, port)
    with open(path, "a") as file:
        while True:
            try:
                print(json.dumps(sample(daemon)), file=file, flush=True)
            except (OSError, Gone, http.client.HTTPException) as fault:
                # It is over, or so busy that it does not answer.
                if not pathlib.Path(f"/proc/{pid}").exists():
                    return
                print(f"latency.py: no sample: {fault!r}", file=sys.stderr)
            time.sleep(PAUSE_SECONDS)


def slope(points):
    """Of the line with the least squares through points of a time and a value."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread if spread else 0.0


def quantile(before, after, share):
    """The bound below which that share of the gaps lies, and how many gaps there were."""
    bounds = sorted(after, key=lambda le: float("inf") if le == "+Inf" else float(le))
    counts = [after[bound] - before.get(bound, 0) for bound in bounds]
    if not counts or not counts[-1]:
        return None, 0
    return next(b for b, c in zip(bounds, counts) if c >= share * counts[-1]), int(counts[-1])


def report(title, samples, delays, results):
    samples = [json.loads(line) for line in open(samples)]
    lines = [json.loads(line) for line in open(delays) if line.startswith("{")]
    by_part = {(line["name"], line["part"]): line for line in lines if "part" in line}
    span = next((line for line in lines if "begin" in line), None)
    if not by_part or span is None:
        sys.exit("latency.py: the load did not come to its end")
    parts = max(part for _, part in by_part)
    begin, end = span["begin"] / 1000, span["end"] / 1000
    samples = [one for one in samples if begin <= one["at"] <= end]
    length = (end - begin) / parts
    print(
        f"| {title} | event to early record: p50, p99, longest, ms | watermark to final: p50, p99, ms "
        "| CPU s per million | resident |\n| --- | --: | --: | --: | --: |"
    )
    rows = []
    for part in [*range(1, parts + 1), 0]:
        first = begin + max(0, part - 1) * length
        last = first + length if part else end
        inside = [one for one in samples if first <= one["at"] <= last]
        if len(inside) < 2 or inside[-1]["records"] == inside[0]["records"]:
            sys.exit(f"latency.py: nothing was read in part {part}, or it is too short: take longer")
        records = inside[-1]["records"] - inside[0]["records"]
        cpu = (inside[-1]["cpuSeconds"] - inside[0]["cpuSeconds"]) / records * 1e6
        early, final = by_part[EARLY, part], by_part[FINAL, part]
        name = f"part {part} of {parts}" if part else f"all {end - begin:.0f} s"
        print(
            f"| {name} | {early['p50']}, {early['p99']}, {early['max']} | {final['p50']}, {final['p99']} "
            f"| {cpu:.2f} | {inside[-1]['residentKiB'] >> 10} MiB |"
        )
        rows.append({
            "part": part, "cpuSecondsPerMillion": cpu, "residentKiB": inside[-1]["residentKiB"],
            "early": early, "final": final,
        })
    growth = slope([(one["at"], one["residentKiB"] / 1024) for one in samples]) * 3600
    seconds = samples[-1]["at"] - samples[0]["at"]
    rate = (samples[-1]["records"] - samples[0]["records"]) / seconds
    print(
        f"\n{rate:,.0f} events a second were read, {samples[-1]['lag']:,.0f} behind at the end. "
        f"Resident memory: {samples[0]['residentKiB'] >> 10} MiB, then {samples[-1]['residentKiB'] >> 10}, "
        f"{growth:+.1f} MiB an hour by least squares."
    )
    bounds = {}
    for share in (0.99, 0.999, 1.0):
        bounds[share], count = quantile(samples[0]["gaps"], samples[-1]["gaps"], share)
    if bounds[1.0]:
        print(
            f"Gaps between two polls, {count:,} of them: p99 at most {bounds[0.99]} s, "
            f"p99.9 at most {bounds[0.999]} s, the longest at most {bounds[1.0]} s."
        )
    print()
    with open(results, "a") as file:
        print(
            json.dumps({
                "title": title, "eventsPerSecond": rate, "seconds": seconds, "residentMiBAnHour": growth,
                "pollGapSeconds": {str(share): bound for share, bound in bounds.items()},
                "lag": samples[-1]["lag"], "parts": rows,
            }),
            file=file,
        )
    lost = by_part[EARLY, 0]["lost"]
    if lost:
        sys.exit(f"latency.py: no early record counted {lost} of the probes")


if __name__ == "__main__":
    if sys.argv[1] == "watch":
        watch(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    else:
        report(*sys.argv[2:6])
