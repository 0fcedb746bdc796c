#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tells what callgrind counted for one event, and compares it with limits.

hotpath.py [--check] FOLDER: FOLDER has NAME.callgrind and NAME.events (the number of events) for
`core` and `all`. The format of callgrind's files is that of its manual, section "File Format".
"""

import collections
import json
import pathlib
import re
import sys

GROUPS = {
    "allocation": r"malloc|calloc|realloc|memalign|free|swift_(slow|array|alloc|dealloc)",
    "reference counting": r"swift_.*(retain|release|Retain|Release)|swift::RefCounts|swift_isUniquelyReferenced",
    "exclusivity": r"swift_(begin|end)Access",
}


def instructions(path):
    """The instructions of each function by itself."""
    names, counts = {}, collections.Counter()
    function, is_call = None, False

    def resolve(text):
        number, _, name = text.partition(" ")
        if name:
            names[number] = name
        return names[number]

    for line in path.read_text().splitlines():
        if line.startswith("fn="):
            function = resolve(line[3:])
        elif line.startswith("cfn="):
            resolve(line[4:])
        elif line.startswith("calls="):
            is_call = True
        elif function and re.match(r"[0-9+*-]", line):
            # The line behind a call has what the callee took, which it says itself.
            if not is_call:
                counts[function] += int(line.split()[-1])
            is_call = False
    return counts


def measure(folder, name):
    """Instructions for one event, in all and by group."""
    events = int((folder / f"{name}.events").read_text().split()[-1])
    counts = instructions(folder / f"{name}.callgrind")
    if not counts:
        sys.exit(f"hotpath.py: callgrind collected nothing for '{name}': was `measured` renamed?")
    found = {"instructions": sum(counts.values()) / events}
    for group, pattern in GROUPS.items():
        # Names of our own functions are mangled: they begin with $s.
        of_group = (n for f, n in counts.items() if not f.startswith("$s") and re.search(pattern, f))
        found[group] = sum(of_group) / events
    return found


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--check"]
    folder = pathlib.Path(arguments[0])
    limits = json.loads((pathlib.Path(__file__).parent / "hotpath-limits.json").read_text())
    columns = ["instructions", *GROUPS]
    print("| instructions an event | " + " | ".join(["all", *GROUPS]) + " |")
    print("| --- |" + " --: |" * len(columns))
    faults = []
    for name, title in (("core", "the usual KPIs"), ("all", "the whole catalogue")):
        found = measure(folder, name)
        cells = [f"{found[c]:,.0f}" if c == "instructions" else f"{found[c]:.2f}" for c in columns]
        print(f"| {title} | " + " | ".join(cells) + " |")
        for column in columns:
            if found[column] > limits[name][column]:
                faults.append(
                    f"{title}: {column} {found[column]:,.2f}, at most {limits[name][column]:,} allowed"
                )
    if "--check" in sys.argv[1:] and faults:
        sys.exit("\n".join(["The hot path does more than it may:", *faults]))


if __name__ == "__main__":
    main()
