# SPDX-License-Identifier: Apache-2.0
"""Runs one case and prints what it cost, as one line of JSON.

    measure.py JOB CASE ROUND EVENTS INPUT BROKER_JMX METRICS COMMAND...

Every process is measured in the same way, from outside: user and system time with that of its children.
What COMMAND has read it tells with lines `records N`, and `done MS` once it had counted all MS
milliseconds ago; it then ends by itself. Where METRICS is an address instead of `-`, the count of the
topic INPUT is taken from there, and the process is asked to end. The steady part begins when a third was read, so that a JVM
is warm, and goes on to the end of the process: the last results are written and committed by then.
"""

import collections
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request

TICKS = os.sysconf("SC_CLK_TCK")
# A case that reads nothing for so long will read nothing more.
LONGEST_SILENCE_SECONDS = 180
# How often the metrics are asked until the steady part begins, and from then on, when it would cost.
EARLY_PAUSE_SECONDS, PAUSE_SECONDS = 0.05, 0.2
# How often the daemon tells its counts anew.
PUBLISHED_SECONDS = 0.2


class Case:
    """A process, how far it is, and what it has cost up to each moment."""

    def __init__(self, command, events):
        self.events = events
        self.began = self.moved = time.monotonic()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.records = 0
        self.warm = None
        self.done = None
        self.peak = 0
        self.samples = []
        self.outcomes = None
        self.is_running = True

    def sample(self):
        """Notes what the process has cost so far; false when it is over."""
        try:
            with open(f"/proc/{self.process.pid}/stat") as file:
                fields = file.read().rpartition(")")[2].split()
            with open(f"/proc/{self.process.pid}/status") as file:
                peak = re.search(r"VmHWM:\s+(\d+)", file.read())
        except OSError:
            return False
        if peak is None:
            return False
        self.peak = max(self.peak, int(peak[1]) << 10)
        self.samples.append((time.monotonic(), sum(map(int, fields[11:15])) / TICKS))
        return True

    def note(self, records, age=0.0):
        if records > self.records:
            self.records, self.moved = records, time.monotonic()
        if self.warm is None and self.records >= self.events // 3:
            self.sample()
            now = time.monotonic() - age
            cost = [cpu for moment, cpu in self.samples if moment <= now]
            self.warm = (now, cost[-1] if cost else 0.0, self.records)

    def listen(self):
        """Reads what the process tells until it closes its output."""
        for line in self.process.stdout:
            words = line.split()
            if words[:1] == ["records"]:
                self.note(int(words[1]))
            elif words[:1] == ["done"]:
                self.done = time.monotonic() - int((words[1:] or ["0"])[0]) / 1_000
            else:
                sys.stderr.write(line)

    def watch(self, address, topic):
        """Asks the metrics until all records are read, then ends the process."""
        while self.is_running:
            pause = EARLY_PAUSE_SECONDS if self.warm is None else PAUSE_SECONDS
            time.sleep(pause)
            try:
                with urllib.request.urlopen(address, timeout=5) as answer:
                    text = answer.read().decode()
            except OSError:
                continue
            # Not those of side tables.
            counts = re.findall(rf'^streamgauge_records_total{{topic="{topic}",.*}} (\d+)', text, re.M)
            self.note(sum(map(int, counts)), PUBLISHED_SECONDS / 2)
            if self.records >= self.events:
                self.done = time.monotonic() - (pause + PUBLISHED_SECONDS) / 2
                self.outcomes = outcomes(text)
                self.process.send_signal(signal.SIGTERM)
                return

    def run(self, metrics, topic):
        threads = [threading.Thread(target=self.listen, daemon=True)]
        if metrics != "-":
            threads.append(threading.Thread(target=self.watch, args=[metrics, topic], daemon=True))
        for thread in threads:
            thread.start()
        while self.sample():
            if time.monotonic() > self.moved + LONGEST_SILENCE_SECONDS:
                self.process.kill()
                raise SystemExit(f"no progress after {self.records} of {self.events} records")
            time.sleep(0.05)
        self.is_running = False
        # Not with the module's own means, which do not tell what the process has cost.
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = status
        for thread in threads:
            thread.join(10)
        code = os.waitstatus_to_exitcode(status)
        if code not in (0, -signal.SIGTERM) or self.done is None or self.warm is None:
            raise SystemExit(f"ended with {code} after {self.records} of {self.events} records")
        return usage.ru_utime + usage.ru_stime


def outcomes(text):
    """What became of events, as the metrics tell, and how many values counted as `other`."""
    found = re.findall(r'^streamgauge_events_total\{.*outcome="(\w+)".*\} (\d+)', text, re.M)
    overflow = re.findall(r"^streamgauge_overflow_total\{.*\} (\d+)", text, re.M)
    sums = collections.Counter(other=sum(map(int, overflow)))
    for name, count in found:
        sums[name] += int(count)
    return {name: count for name, count in sums.items() if count}


def bytes_written(jmx):
    """How many bytes clients have sent to the broker, as it counts them."""
    answer = subprocess.run(
        [
            "java", "-cp", os.environ["KAFKA_HOME"] + "/libs/*", "org.apache.kafka.tools.JmxTool",
            "--jmx-url", f"service:jmx:rmi:///jndi/rmi://127.0.0.1:{jmx}/jmxrmi",
            "--object-name", "kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec",
            "--attributes", "Count", "--one-time", "--report-format", "tsv",
        ],
        capture_output=True, text=True, check=True,
    ).stdout
    return int(re.search(r"Count\s+(\d+)", answer)[1])


def main(job, name, round_number, events, topic, jmx, metrics, *command):
    before = bytes_written(jmx)
    case = Case(command, int(events))
    whole = case.run(metrics, topic)
    written = bytes_written(jmx) - before
    warm, warm_cost, warm_records = case.warm
    measured = case.events - warm_records
    # Of a load that was read within a glance or two, most of the rest is how the process ends.
    is_steady = measured >= case.events / 3
    print(json.dumps({
        "job": job,
        "case": name,
        "round": int(round_number),
        "events": case.events,
        "steadyEvents": measured,
        "steadyCPUSecondsPerMillion":
            round((whole - warm_cost) / measured * 1e6, 4) if is_steady else None,
        "wholeCPUSecondsPerMillion": round(whole / case.events * 1e6, 4),
        "steadyEventsPerSecond":
            round(measured / max(case.done - warm, 1e-3)) if is_steady else None,
        "wholeSeconds": round(case.done - case.began, 3),
        "peakResidentBytes": case.peak,
        "writtenBytesPerEvent": round(written / case.events, 2),
        "outcomes": case.outcomes,
    }))


if __name__ == "__main__":
    main(*sys.argv[1:])
