# SPDX-License-Identifier: Apache-2.0
"""Puts a run's circumstances and measurements into one JSON file beside them, and prints tables.

    report.py ABOUT MEASUREMENTS    a run that has ended
    report.py RESULTS               tables of an earlier one
"""

import json
import pathlib
import sys

JOBS = {
    "ctr": "click rate by campaign, windows of 10 s",
    "ads": "Yahoo Streaming Benchmark: views by campaign, windows of 10 s",
    "bounce": "sessions of visitors and their bounce rate by minute",
    "reach": "different visitors by campaign, windows of 10 s",
    "catalogue": "the usual KPIs of the catalogue, four window sizes",
}


def title(name):
    """What a case is called in tables."""
    words = name.split("-")
    if words[0] == "streamgauge":
        return f"Streamgauge, exactly once, commit every {words[1] if len(words) > 1 else '5s'}"
    if words[0] == "python":
        return "Python, confluent-kafka and orjson, at least once"
    threads = "1 thread" if words[2] == "1" else f"{words[2]} threads"
    if words[0] == "streams":
        how = "exactly once" if words[1] == "eos" else "at least once"
        return f"Kafka Streams, {how}, {threads}"
    return f"Flink SQL, exactly once, checkpoint every {words[1]}, parallelism {words[2]}"


def best(runs, key):
    """The least of all rounds; `None` where the load was too small to tell."""
    return min((run[key] for run in runs if run[key] is not None), default=None)


def span(runs, key, digits):
    """The least and the most of all rounds."""
    values = sorted(run[key] for run in runs if run[key] is not None)
    if not values:
        return "too few events"
    low, high = f"{values[0]:.{digits}f}", f"{values[-1]:.{digits}f}"
    return low if low == high else f"{low} to {high}"


def cases(results, job):
    """The runs of a job by case, in the order in which they were measured."""
    found = {}
    for run in results["runs"]:
        if run["job"] == job:
            found.setdefault(run["case"], []).append(run)
    return found


def ratio(runs, reference):
    key = "steadyCPUSecondsPerMillion"
    own, other = best(runs, key), best(reference or [], key)
    return f"{own / other:.1f}" if own and other else ""


def table(results, job):
    yield f"### {job}: {JOBS[job]}"
    yield ""
    yield ("| case | CPU s per million, steady | times Streamgauge's | with start-up | events a second "
           "| peak resident | bytes written an event |")
    yield "| --- | --: | --: | --: | --: | --: | --: |"
    found = cases(results, job)
    reference = found.get("streamgauge")
    for name, runs in found.items():
        peak = max(run["peakResidentBytes"] for run in runs) >> 20
        speed = max(run["steadyEventsPerSecond"] or 0 for run in runs)
        yield (
            f"| {title(name)} | {span(runs, 'steadyCPUSecondsPerMillion', 2)} | {ratio(runs, reference)} "
            f"| {span(runs, 'wholeCPUSecondsPerMillion', 2)} | {speed:,} | {peak:,} MiB "
            f"| {span(runs, 'writtenBytesPerEvent', 1)} |"
        )
    yield ""


def about(results):
    versions = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    loads = "; ".join(f"{name}: {load}" for name, load in results["loads"].items())
    yield f"{results['machine']}; {results['date']}; load {results['load']}."
    yield f"Versions: {versions}."
    yield f"Loads: {loads}. Settings: {results['settings']}."
    yield ""


def lines(results):
    yield from about(results)
    for job in JOBS:
        if cases(results, job):
            yield from table(results, job)


def main(first, measurements=None):
    with open(first) as file:
        results = json.load(file)
    if measurements is not None:
        path = pathlib.Path(measurements)
        results["runs"] = [json.loads(line) for line in path.read_text().splitlines()]
        target = path.with_name(path.stem + "-jobs.json")
        target.write_text(json.dumps(results, indent=1) + "\n")
        print(f"Results: {target}", file=sys.stderr)
    print("\n".join(lines(results)))


if __name__ == "__main__":
    main(*sys.argv[1:])
