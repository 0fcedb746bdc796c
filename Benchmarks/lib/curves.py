#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the measurements of `Benchmarks/curves` as tables: curves.py FILE."""

import collections
import json
import sys


def main():
    least = collections.defaultdict(lambda: float("inf"))
    curves = collections.defaultdict(list)
    memory = collections.Counter()
    for line in open(sys.argv[1]):
        one = json.loads(line)
        curve, _, number = one["job"].rpartition("-")
        point = (curve, int(number))
        if int(number) not in curves[curve]:
            curves[curve].append(int(number))
        cost = one["steadyCPUSecondsPerMillion"]
        if cost is None:
            sys.exit(f"curves.py: {one['job']} was read within a glance: take more events")
        if one["outcomes"] != {"counted": one["events"]}:
            sys.exit(f"curves.py: not all of {one['job']} were counted as they came: {one['outcomes']}")
        least[*point, one["case"]] = min(least[*point, one["case"]], cost)
        memory[point] = max(memory[point], one["peakResidentBytes"])
    for curve, numbers in curves.items():
        print(
            f"| {curve} | CPU s per million, early values off | of the least | every second | of the least "
            "| peak resident |\n| --: | --: | --: | --: | --: | --: |"
        )
        best = {early: min(least[curve, n, early] for n in numbers) for early in ("false", "true")}
        for number in numbers:
            cells = (
                f"{least[curve, number, early]:.2f} | {least[curve, number, early] / best[early]:.2f}"
                for early in ("false", "true")
            )
            print(f"| {number:,} | {' | '.join(cells)} | {memory[curve, number] >> 20} MiB |")
        print()


if __name__ == "__main__":
    main()
