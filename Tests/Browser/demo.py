# SPDX-License-Identifier: Apache-2.0
"""A demo that runs for as long as a test needs it."""

import json
import os
import re
import subprocess
import tempfile
import time
import urllib.request


class Demo:
    """`streamgauge demo` on a free port; `ask` reads its interface."""

    START_SECONDS = 120

    def __init__(self):
        self.output = tempfile.NamedTemporaryFile()
        self.process = subprocess.Popen(
            [os.environ["STREAMGAUGE"], "demo", "--port", "0"],
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
        )
        self.address = self._wait(self._announced, "address")
        self._wait(self._is_live, "live events")

    def ask(self, path):
        with urllib.request.urlopen(f"{self.address}/api/v1/{path}", timeout=30) as answer:
            return json.load(answer)

    def stop(self):
        self.process.terminate()
        status = self.process.wait(timeout=60)
        self.output.close()
        return status

    def _wait(self, condition, what):
        end = time.monotonic() + self.START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            found = condition()
            if found:
                return found
            time.sleep(0.5)
        raise RuntimeError(f"the demo told no {what}: {self._text()}")

    def _text(self):
        with open(self.output.name, encoding="utf-8") as text:
            return text.read()

    def _announced(self):
        found = re.search(r"(http://127\.0\.0\.1:\d+)/", self._text())
        return found and found.group(1)

    def _is_live(self):
        watermark = self.ask("status")["watermark"]
        return watermark is not None and time.time() * 1000 - watermark < 60_000
