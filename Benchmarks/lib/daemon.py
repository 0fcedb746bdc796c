# SPDX-License-Identifier: Apache-2.0
"""The daemon as it is seen from outside: its metrics, and what /proc says of its process."""

import http.client
import os
import pathlib
import re
import time

TICKS = os.sysconf("SC_CLK_TCK")


class Gone(Exception):
    """A process that is needed has ended."""


class Daemon:
    """The process that is measured; `token` is what /metrics wants, None: nothing."""

    def __init__(self, pid, port, token=None):
        self.pid, self.port, self.token = int(pid), port, token

    def metrics(self):
        """All numbers by name and labels, and when they were asked for."""
        # From an address that nobody else has.
        client = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=30, source_address=("127.0.0.3", 0)
        )
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        client.request("GET", "/metrics", headers=headers)
        text = client.getresponse().read().decode()
        client.close()
        lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, _, value in lines}, time.monotonic()

    def threads(self):
        """CPU seconds of the threads of each name."""
        found = {}
        for task in pathlib.Path(f"/proc/{self.pid}/task").iterdir():
            try:
                name, _, rest = (task / "stat").read_text().partition("(")[2].rpartition(")")
            except OSError:
                continue
            seconds = sum(map(int, rest.split()[11:13])) / TICKS
            found[name] = found.get(name, 0.0) + seconds
        return found

    def cpu_seconds(self):
        """User and system time of the process, with that of threads that have ended."""
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / TICKS

    def resident_kib(self, name):
        """VmRSS or VmHWM."""
        text = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(rf"{name}:\s+(\d+)", text)
        if not found:
            raise Gone("the daemon has ended")
        return int(found[1])

    def forget_peak(self):
        pathlib.Path(f"/proc/{self.pid}/clear_refs").write_text("5")


def total(numbers, name, label=""):
    return sum(value for key, value in numbers.items() if key.startswith(name + "{") and label in key)


def by_label(numbers, name, label):
    pattern = re.compile(rf'{name}{{.*{label}="([^"]*)"')
    found = ((pattern.match(key), value) for key, value in numbers.items())
    return {match[1]: value for match, value in found if match}
