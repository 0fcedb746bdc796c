#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures what each kind of load on the daemon's HTTP side takes from its ingestion.

load.py PID PORT TOKEN RATE SECONDS RESULTS ABOUT CASES COMMAND...

COMMAND feeds the topic at RATE and prints `sent N`. Every case is measured for SECONDS after a quarter
of that. What is read is compared with what was fed in the same time, and the CPU time of the threads
that read and that serve is taken from /proc: clients share the machine, and what they take of it is
not the daemon's.
"""

import http.client
import json
import pathlib
import subprocess
import sys
import threading
import time

from daemon import Daemon, Gone, by_label, total

CLIENTS = pathlib.Path(__file__).with_name("load_clients.py")
VALUES = 1_000_000
TARGET_LOSS, TARGET_MILLISECONDS = 5.0, 100.0
# Answers on their way may hold 64 MiB, and the allocator keeps what it was given back for a while.
TARGET_GROWTH_MIB = 128
TITLES = {
    "alone": "nobody asks but the probe",
    "slow": "500 slow clients, heads and bodies",
    "fast": "50 fast clients",
    "heads": "`slowhttptest -H`, 200 connections a second",
    "bodies": "`slowhttptest -B`, 200 connections a second",
    "ranges": "`slowhttptest -R`, 200 connections a second",
    "reads": "`slowhttptest -X`, 200 connections a second",
    "broken": "huge and malformed requests",
    "values": "a million values of a dimension",
}


class Feed:
    """The process that feeds the topic, and how much it has sent."""

    def __init__(self, command, rate):
        self.command, self.rate = command, rate
        self.begin()

    def begin(self, *more):
        """Starts the process and waits until it has sent something."""
        self.process = subprocess.Popen(
            [*self.command, "--rate", str(self.rate), *more], stdout=subprocess.PIPE, text=True
        )
        self.sent, self.moment = 0, 0.0
        threading.Thread(target=self.listen, args=(self.process,), daemon=True).start()
        while self.sent == 0:
            if self.process.poll() is not None:
                raise Gone("the feed has ended")
            time.sleep(0.1)

    def listen(self, process):
        for line in process.stdout:
            if line.startswith("sent ") and process is self.process:
                self.sent, self.moment = int(line.split()[1]), time.monotonic()

    def stop(self):
        self.process.terminate()
        self.process.wait()


def load(case, port, token, seconds):
    """The process that loads; None: nothing does."""
    # Those that are refused or cut do not come again, so there must be enough of them.
    count = str(int(seconds * 200))
    attack = ["nice", "-n", "10", "slowhttptest", "-c", count, "-r", "200", "-l", str(int(seconds)), "-p", "3"]
    address = f"http://127.0.0.1:{port}"
    commands = {
        "heads": [*attack, "-H", "-i", "5", "-u", address + "/metrics"],
        "bodies": [*attack, "-B", "-i", "5", "-s", "100000", "-u", address + "/metrics"],
        "ranges": [*attack, "-R", "-u", address + "/"],
        "reads": [
            *attack, "-X", "-k", "3", "-n", "5", "-z", "32", "-w", "16", "-y", "64",
            "-u", address + "/dygraph.js",
        ],
    }
    command = commands.get(case)
    if case in ("slow", "fast", "broken"):
        command = ["nice", "-n", "10", sys.executable, CLIENTS, case, port, token, str(seconds)]
    return command and subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def measure(case, daemon, feed, port, token, seconds):
    before = daemon.resident_kib("VmRSS") >> 10
    daemon.forget_peak()
    # The load begins a quarter earlier than what is measured, and ends a moment later.
    clients = load(case, port, token, seconds * 1.25 + 2)
    time.sleep(seconds / 4)
    probe = subprocess.Popen(
        [sys.executable, CLIENTS, "probe", port, token, str(seconds)], stdout=subprocess.PIPE, text=True
    )
    begin, began = daemon.metrics()
    threads, fed = daemon.threads(), (feed.sent, feed.moment)
    time.sleep(max(0, began + seconds - time.monotonic()))
    end, ended = daemon.metrics()
    sent, time_fed = feed.sent - fed[0], feed.moment - fed[1]
    spent = {name: seconds - threads.get(name, 0.0) for name, seconds in daemon.threads().items()}
    probed = json.loads(probe.communicate()[0])
    answers = clients.communicate()[0] if clients else ""
    peak, after = daemon.resident_kib("VmHWM") >> 10, daemon.resident_kib("VmRSS") >> 10
    records = total(end, "streamgauge_records_total") - total(begin, "streamgauge_records_total")
    time_read = ended - began
    last = answers.strip().splitlines()[-1:]
    counts = json.loads(last[0]) if last and last[0].startswith("{") else {}
    refused = by_label(end, "streamgauge_http_refused_total", "reason")
    earlier = by_label(begin, "streamgauge_http_refused_total", "reason")
    return {
        "case": case,
        "seconds": round(time_read, 2),
        "fedPerSecond": round(sent / time_fed),
        "readPerSecond": round(records / time_read),
        "lossPercent": round(max(0.0, 1 - records / time_read / (sent / time_fed)) * 100, 2),
        "lagRecords": round(total(end, "streamgauge_consumer_lag")),
        "ingestMicrosecondsPerRecord": round(spent.get("sg-ingest", 0.0) / records * 1e6, 3),
        "httpCPUPercent": round(spent.get("sg-http", 0.0) / time_read * 100, 1),
        "processCPUPercent": round(sum(spent.values()) / time_read * 100, 1),
        "livez": probed,
        "clients": counts,
        "refused": {k: round(v - earlier.get(k, 0)) for k, v in refused.items() if v > earlier.get(k, 0)},
        "connections": round(end.get("streamgauge_http_connections", 0)),
        "residentMiB": {"before": before, "after": after, "peak": peak},
        "overflow": round(
            total(end, "streamgauge_overflow_total") - total(begin, "streamgauge_overflow_total")
        ),
        "conservationViolations": round(end.get("streamgauge_conservation_violations_total", 0)),
        "fullTables": sorted(
            key for key, value in by_label(end, "streamgauge_table_entries", "table").items()
            if value > by_label(end, "streamgauge_table_limit", "table").get(key, value)
        ),
    }


def show(cases):
    print(
        "| load | read/s | loss | reading, µs a record | HTTP, of a core "
        "| answers 2xx, 3xx, 4xx, 5xx; cut, without answer "
        "| refused | `/livez`: p99, longest | RSS MiB before, peak, after |"
    )
    print("| --- | --: | --: | --: | --: | --- | --- | --- | --- |")
    for case in cases:
        clients, memory, livez = case["clients"], case["residentMiB"], case["livez"]
        counted = ", ".join(f"{clients.get(kind, 0):,}" for kind in ("2xx", "3xx", "4xx", "5xx"))
        cut = f"{clients.get('cut', 0):,}, {clients.get('unanswered', 0):,}"
        answers = f"{counted}; {cut}" if clients else ""
        refused = ", ".join(f"{key} {value:,}" for key, value in case["refused"].items())
        failed = livez["probes"] - livez.get("2xx", 0)
        print(
            f"| {TITLES[case['case']]} | {case['readPerSecond']:,} | {case['lossPercent']} % "
            f"| {case['ingestMicrosecondsPerRecord']} | {case['httpCPUPercent']} % | {answers} | {refused} "
            f"| {livez['p99']}, {livez['longest']} ms{f', {failed} FAILED' if failed else ''} "
            f"| {memory['before']}, {memory['peak']}, {memory['after']} |"
        )


def missed(cases):
    """Which targets were missed, a sentence each."""
    for case in cases:
        name, livez = case["case"], case["livez"]
        if case["lossPercent"] > TARGET_LOSS:
            yield f"{name}: {case['lossPercent']} % of ingestion lost, more than {TARGET_LOSS} %"
        if livez["longest"] >= TARGET_MILLISECONDS:
            yield f"{name}: /livez took {livez['longest']} ms; the probe itself overslept {livez['overslept']}"
        if livez.get("2xx", 0) < livez["probes"]:
            yield f"{name}: {livez['probes'] - livez.get('2xx', 0)} of {livez['probes']} probes failed"
        undue = case["clients"].get("undue", 0) if name == "broken" else 0
        undue += case["clients"].get("2xx", 0) if name == "slow" else 0
        if undue:
            yield f"{name}: {undue} answers of 2xx where none is due"
        if name == "values" and not case["overflow"]:
            yield "values: nothing was counted as `other`"
        growth = case["residentMiB"]["peak"] - case["residentMiB"]["before"]
        if growth > TARGET_GROWTH_MIB and name != "alone":
            yield f"{name}: {growth} MiB more memory, more than {TARGET_GROWTH_MIB}"
        if case["fullTables"] or case["conservationViolations"]:
            yield f"{name}: tables over their limits {case['fullTables']}, or records lost from the count"


def measured(names, daemon, feed, port, token, seconds):
    """The cases one after another, up to one in which the daemon cannot be asked any more."""
    for name in names.split():
        sys.stderr.write(f"{TITLES[name]}\n")
        try:
            if name == "values":
                feed.stop()
                feed.begin("--values", str(VALUES))
            case = measure(name, daemon, feed, port, token, seconds)
        except (Gone, ConnectionError, TimeoutError, http.client.HTTPException) as error:
            yield None, f"{name}: cannot be measured: {error!r}"
            return
        sys.stderr.write(json.dumps(case) + "\n")
        yield case, None


def main(pid, port, token, rate, seconds, results, about, names, *command):
    daemon = Daemon(pid, port, token)
    feed = Feed(command, rate)
    # Until every pattern has come by and the tables have grown.
    time.sleep(float(seconds) / 2)
    cases, found = [], []
    for case, trouble in measured(names, daemon, feed, port, token, float(seconds)):
        cases += [case] if case else []
        found += [trouble] if trouble else []
    feed.stop()
    found += missed(cases)
    written = {**json.loads(about), "cases": cases, "missed": found}
    pathlib.Path(results).write_text(json.dumps(written, indent=2) + "\n")
    show(cases)
    for sentence in found:
        print("missed:", sentence)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
