# SPDX-License-Identifier: Apache-2.0
"""Writes the README's comparison, a table and a chart, from the results of a run:

    python3 Benchmarks/peers/chart.py Benchmarks/results/TIME-jobs.json

Replaced are Benchmarks/comparison.svg and what stands in README.md between the two lines that name this
script. Of each system the cheapest way of running it exactly once is taken, Python's only one.
"""

import html
import json
import pathlib
import re
import sys

from report import JOBS, best, cases

HERE = pathlib.Path(__file__).resolve().parent
CHART = HERE.parent / "comparison.svg"
README = HERE.parent.parent / "README.md"
COST = "steadyCPUSecondsPerMillion"
SYSTEMS = {
    "Streamgauge": "streamgauge",
    "Kafka Streams": "streams-eos",
    "Flink SQL": "flink",
    "Python": "python",
}
NAMES = {
    "ctr": "Click rate by campaign",
    "ads": "Yahoo Streaming Benchmark",
    "bounce": "Sessions, bounce rate",
    "reach": "Different visitors by campaign",
}
WIDTH, LEFT, RIGHT = 780, 226, 60
BAR, GAP, BETWEEN, TOP = 16, 2, 22, 74

STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #333 }
  .title { font-size: 16px; font-weight: 600; fill: #111 }
  .quiet { fill: #666; font-size: 12px }
  .axis { stroke: #bbb }
  .s0 { fill: #0b6bcb } .s1 { fill: #c2571a } .s2 { fill: #8a5fbf } .s3 { fill: #8a8f98 }
  @media (prefers-color-scheme: dark) {
    text { fill: #d6d6d6 } .title { fill: #f4f4f4 } .quiet { fill: #a0a0a0 } .axis { stroke: #555 }
    .s0 { fill: #58a6ff } .s1 { fill: #f0883e } .s2 { fill: #bc8cff } .s3 { fill: #9aa0a8 }
  }
"""


def cheapest(results, job):
    """What each system costs at its best, by its name; a system that was not measured is missing."""
    found = cases(results, job)
    costs = {}
    for name, prefix in SYSTEMS.items():
        least = [best(runs, COST) for case, runs in found.items() if case.startswith(prefix)]
        least = [cost for cost in least if cost is not None]
        if least:
            costs[name] = min(least)
    return costs


def text(x, y, words, kind="", anchor="start"):
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{html.escape(words)}</text>'


def legend(y):
    x = 16.0
    for number, name in enumerate(SYSTEMS):
        yield f'<rect x="{x:.1f}" y="{y - 10}" width="11" height="11" rx="2" class="s{number}"/>'
        yield text(x + 16, y, name)
        x += 46 + 7.5 * len(name)


def bars(costs, y, scale):
    """A job's bars, one below the other."""
    for number, name in enumerate(SYSTEMS):
        if name not in costs:
            continue
        length = max(1.0, costs[name] * scale)
        yield (f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR}" rx="2" class="s{number}">'
               f"<title>{name}: {costs[name]:.2f}</title></rect>")
        yield text(LEFT + length + 6, y + BAR - 3, f"{costs[name]:.2f}")
        y += BAR + GAP


def chart(results, jobs):
    most = max(cost for costs in jobs.values() for cost in costs.values())
    scale = (WIDTH - LEFT - RIGHT) / most
    y, body = TOP, []
    for job, costs in jobs.items():
        height = len(costs) * (BAR + GAP)
        body.append(text(LEFT - 12, y + height / 2 + 4, NAMES[job], anchor="end"))
        body += bars(costs, y, scale)
        y += height + BETWEEN
    axis = f'<line x1="{LEFT}" x2="{LEFT}" y1="{TOP - 6}" y2="{y - BETWEEN + 4}" class="axis"/>'
    foot = f"{results['machine'].split(',')[0]}, {results['date'][:10]}. Less is better."
    head = [text(16, 26, "CPU seconds for a million events, exactly once", "title"), *legend(52)]
    tail = [axis, text(16, y + 4, foot + " Python: at least once, its state is lost at its end.", "quiet")]
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 16}" role="img" '
        f'aria-label="CPU seconds for a million events by job and system">',
        f"<style>{STYLE}</style>", *head, *body, *tail, "</svg>", "",
    ])


def table(results, jobs):
    yield "| CPU seconds for a million events | " + " | ".join(SYSTEMS) + " |"
    yield "| --- |" + " --: |" * len(SYSTEMS)
    for job, costs in jobs.items():
        own = costs.get("Streamgauge")
        cells = []
        for name in SYSTEMS:
            cost = costs.get(name)
            if cost is None:
                cells.append("not measured")
            elif name == "Streamgauge" or not own:
                cells.append(f"{cost:.2f}")
            else:
                cells.append(f"{cost:.2f} ({cost / own:.1f} times)")
        yield f"| {JOBS[job]} | " + " | ".join(cells) + " |"
    yield ""
    yield f"`{results['command']}`, {results['machine']}, {results['date'][:10]}."


def main(file):
    results = json.loads(pathlib.Path(file).read_text())
    jobs = {job: cheapest(results, job) for job in NAMES}
    jobs = {job: costs for job, costs in jobs.items() if costs}
    if not jobs:
        raise SystemExit(f"{file} has no job of {', '.join(NAMES)} with enough events")
    CHART.write_text(chart(results, jobs))
    words = "\n".join(table(results, jobs))
    picture = "![CPU seconds for a million events](Benchmarks/comparison.svg)"
    before, marks, after = re.split(
        r"(<!-- chart.py -->\n.*?<!-- /chart.py -->)", README.read_text(), flags=re.S)
    del marks
    README.write_text(f"{before}<!-- chart.py -->\n{words}\n\n{picture}\n<!-- /chart.py -->{after}")


if __name__ == "__main__":
    main(*sys.argv[1:])
