#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Looks through the machine code of the hot path for calls that it must not make.

disassembly.py [--check] FOLDER: FOLDER has `parts` and what hotpath.py takes. Looked at are the functions
with a thousandth of all instructions or more of either run; what they call is looked at by itself.
A call stands in the code whether it is ever made or not, so each that may stand there is named below.
"""

import collections
import pathlib
import re
import subprocess
import sys

from hotpath import instructions

SHARE = 0.001
FORBIDDEN = re.compile(
    r"<(swift_(?:retain|release|bridgeObject\w*|unknownObject\w*|beginAccess|endAccess|allocObject"
    r"|slowAlloc|slowDealloc|isUniquelyReferenced\w*)|(?:tc_)?(?:malloc|calloc|realloc|free)"
    r"|operator new|_Znwm|_Znam)[^>]*>"
)
# By what the function is called; the reason, and how many calls there may be.
ALLOWED = {
    "Aggregator.count(_:source:)": (1, "a reference to levels of fans is given back"),
    "Aggregator.ingest(_:partition:now:)": (1, "the list of partitions' outcomes must be its own"),
    "SessionTracker.begin(_:_:_:_:after:before:_:)": (1, "a list of sessions must be its own"),
    "Slab.insert(_:)": (2, "memory for the next of the open sessions; the list of free places must be its own"),
    "TableShard.rebuild(capacity:_:)": (2, "a table grows"),
}


def hot_functions(folder):
    """Their names as the linker knows them, with the larger share of both runs."""
    shares = collections.Counter()
    for name in ("core", "all"):
        counts = instructions(folder / f"{name}.callgrind")
        total = sum(counts.values())
        for function, count in counts.items():
            # Callgrind marks the levels of a recursion behind an apostrophe.
            function = function.partition("'")[0]
            shares[function] = max(shares[function], count / total)
    return {name: share for name, share in shares.items() if share >= SHARE}


def forbidden_calls(program):
    """How often each function of a program calls what it must not, in its code."""
    text = subprocess.run(
        ["objdump", "--disassemble", "--no-show-raw-insn", program], capture_output=True, text=True, check=True
    ).stdout
    found, function = collections.defaultdict(collections.Counter), None
    for line in text.splitlines():
        if head := re.match(r"[0-9a-f]+ <(.*)>:$", line):
            function = head[1]
        elif "call" in line or "jmp" in line:
            if call := FORBIDDEN.search(line):
                found[function][call[1]] += 1
    return found


def demangled(name):
    """What people call a function, without what the compiler made of it."""
    command = ["swift", "demangle", "--compact", "--simplified", name]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    return re.sub(r"^(?:(?:generic )?specialized |function signature specialization <.*?> of )*", "", text)


def main():
    folder = pathlib.Path([argument for argument in sys.argv[1:] if argument != "--check"][0])
    hot = hot_functions(folder)
    calls = forbidden_calls(folder / "parts")
    known = sum(name in calls or name.startswith(("$s", "_ZN", "csj")) for name in hot)
    if known < 20:
        sys.exit("disassembly.py: hardly any hot function is the program's own: are its names stripped?")
    print(f"| of {len(hot)} hot functions these could call | share | |")
    print("| --- | --: | --- |")
    faults = []
    for name, share in sorted(hot.items(), key=lambda entry: -entry[1]):
        if name not in calls:
            continue
        title, count = demangled(name), sum(calls[name].values())
        most, reason = ALLOWED.get(title, (0, "?"))
        print(f"| {title}: {', '.join(sorted(calls[name]))} | {share:.1%} | {reason} |")
        if count > most:
            faults.append(f"{title}: {count} calls of {', '.join(sorted(calls[name]))}, {most} allowed")
    if "--check" in sys.argv[1:] and faults:
        sys.exit("\n".join(["The hot path could do what it must not:", *faults]))


if __name__ == "__main__":
    main()
