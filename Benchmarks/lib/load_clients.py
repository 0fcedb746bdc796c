#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Clients that load the daemon over HTTP; each kind prints one line of JSON when its time is over.

load_clients.py KIND PORT TOKEN SECONDS

slow    500 clients of five addresses send a byte every three seconds, half of them in the head of a
        request, half in the body; who is cut comes again
fast    50 clients that wait for nothing: /metrics, the JSON interface, the page's files, event streams
broken  requests that are huge, malformed or two in one, without a token, one after another
probe   asks /livez on a new connection every 50 ms, from an address of its own
"""

import asyncio
import collections
import json
import sys
import time

PAGES = ["/", "/dashboard.js", "/dashboard.css", "/dygraph.js", "/openapi.json"]
VALUES = [
    "/api/v1/kpis", "/api/v1/kpis/web.pageviews?window=1m", "/api/v1/snapshot", "/api/v1/status",
    "/api/v1/alerts", "/api/v1/kpis/web.visits?window=10s",
]
LONG = "x" * 100_000
INNER = "GET /metrics HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n"


def broken_requests():
    """None of them is due an answer of 2xx: values are for tokens, and none of them has one."""
    get = "GET {} HTTP/1.1\r\nHost: a\r\n{}\r\n"
    post = "POST /api/v1/kpis HTTP/1.1\r\nHost: a\r\n{}" + INNER
    yield get.format("/" + LONG, "")
    yield get.format("/metrics", f"X: {LONG}\r\n")
    yield get.format("/metrics", f"Authorization: Bearer {LONG}\r\n")
    yield get.format("/metrics", "".join(f"X-{n}: y\r\n" for n in range(5_000)))
    yield get.format("/api/v1/kpis?" + "&".join(f"a{n}=1" for n in range(1_500)), "")
    yield f"{LONG} / HTTP/1.1\r\nHost: a\r\n\r\n"
    yield "POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000000\r\n\r\n" + LONG
    yield "POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n" + LONG * 11
    yield "POST /metrics HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + "ffff\r\n" + LONG
    for path in [
        "/x/../metrics", "/%2e%2e/metrics", "//metrics", "/..%2f..%2fetc%2fpasswd", "/metrics%00",
        "http://127.0.0.1/metrics", "/livez/../metrics", "/api/v1/kpis/%ff%fe", "*",
    ]:
        yield get.format(path, "X-HTTP-Method-Override: GET\r\nX-Original-URL: /livez\r\n")
    for rest in [
        "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 44\r\n\r\n", "Content-Length: -1\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n",
    ]:
        yield post.format(rest)
    yield "GET /metrics\r\n\r\n"
    yield "GET /metrics HTTP/2.0\r\nHost: a\r\n\r\n"
    yield "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
    yield "\x16\x03\x01\x02\x00\x01\x00" * 50
    yield "\r\n\r\n\x00\x00\r\n\r\n"


class Clients:
    """What all kinds share: an address, an end, and counts."""

    def __init__(self, port, token, seconds):
        self.port, self.token = port, token
        self.end = time.monotonic() + seconds
        self.counts = collections.Counter()

    @property
    def is_over(self):
        return time.monotonic() >= self.end

    async def open(self, address):
        connecting = asyncio.open_connection("127.0.0.1", self.port, local_addr=(address, 0))
        return await asyncio.wait_for(connecting, 10)

    async def answer(self, reader, writer, path):
        """One answer on a connection that stays; its status."""
        head = f"GET {path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {self.token}\r\n\r\n"
        writer.write(head.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = head.partition("content-length: ")[2].partition("\r\n")[0]
        if length:
            self.counts["bytes"] += len(await reader.readexactly(int(length)))
        return int(head.split()[1])

    def count(self, status):
        self.counts[f"{status // 100}xx"] += 1

    # MARK: slow

    async def slow(self, number):
        address = f"127.0.0.{11 + number % 5}"
        if number % 2:
            begin, byte = "GET /metrics HTTP/1.1\r\nHost: a\r\nX: ", b"x"
        else:
            begin = "POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"
            byte = b"x"
        while not self.is_over:
            writer = None
            try:
                reader, writer = await self.open(address)
                self.counts["connections"] += 1
                writer.write(begin.encode())
                while not self.is_over:
                    await asyncio.sleep(min(3, max(0, self.end - time.monotonic())))
                    writer.write(byte)
                    await writer.drain()
                    if reader.at_eof():
                        break
                    if reader._buffer:  # What came without being waited for.
                        self.count(int(bytes(reader._buffer).split()[1]))
                        break
                self.counts["cut" if not self.is_over else "held"] += 1
            except (OSError, asyncio.TimeoutError):
                self.counts["cut"] += 1
                await asyncio.sleep(1)
            finally:
                if writer:
                    writer.close()

    async def run_slow(self):
        await asyncio.gather(*[self.slow(number) for number in range(500)])

    # MARK: fast

    async def fast(self, address, paths):
        while not self.is_over:
            try:
                reader, writer = await self.open(address)
                while not self.is_over:
                    for path in paths:
                        self.count(await self.answer(reader, writer, path))
                writer.close()
            except (OSError, EOFError, asyncio.TimeoutError):
                self.counts["cut"] += 1
                await asyncio.sleep(0.1)

    async def follow(self, address):
        while not self.is_over:
            try:
                reader, writer = await self.open(address)
                head = f"GET /api/v1/stream HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {self.token}\r\n\r\n"
                writer.write(head.encode())
                self.count(int((await reader.readuntil(b"\r\n\r\n")).split()[1]))
                while not self.is_over:
                    left = max(0.01, self.end - time.monotonic())
                    got = await asyncio.wait_for(reader.read(65_536), left)
                    if not got:
                        self.counts["cut"] += 1
                        break
                    self.counts["streamed"] += len(got)
                writer.close()
            except asyncio.TimeoutError:
                return
            except (OSError, EOFError):
                self.counts["cut"] += 1
                await asyncio.sleep(0.1)

    async def run_fast(self):
        address = "127.0.0.21"
        kinds = [self.fast(address, ["/metrics"]) for _ in range(10)]
        kinds += [self.fast(address, VALUES) for _ in range(15)]
        kinds += [self.fast(address, PAGES) for _ in range(10)]
        kinds += [self.follow(address) for _ in range(15)]
        await asyncio.gather(*kinds)

    # MARK: broken

    async def broken(self, address):
        requests = list(broken_requests())
        while not self.is_over:
            for request in requests:
                writer = None
                try:
                    reader, writer = await self.open(address)
                    writer.write(request.encode("latin-1"))
                    head = await asyncio.wait_for(reader.readline(), 1)
                    status = int(head.split()[1]) if head.startswith(b"HTTP/") else 0
                    if status:
                        self.count(status)
                    else:
                        self.counts["cut"] += 1
                    if 200 <= status < 300:
                        self.counts["undue"] += 1
                        sys.stderr.write(f"undue {status}: {request[:200]!r}\n")
                except asyncio.TimeoutError:
                    self.counts["unanswered"] += 1
                except OSError:
                    self.counts["cut"] += 1
                finally:
                    if writer:
                        writer.close()

    async def run_broken(self):
        await asyncio.gather(*[self.broken("127.0.0.31") for _ in range(16)])

    # MARK: probe

    async def ask(self, times):
        began = time.monotonic()
        try:
            connecting = asyncio.open_connection("127.0.0.1", self.port, local_addr=("127.0.0.2", 0))
            reader, writer = await asyncio.wait_for(connecting, 10)
            writer.write(b"GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            answer = await asyncio.wait_for(reader.read(), 10)
            writer.close()
            self.counts["2xx" if b" 200 " in answer[:20] else "other"] += 1
        except (OSError, asyncio.TimeoutError):
            self.counts["failed"] += 1
        times.append((time.monotonic() - began) * 1_000)

    async def run_probe(self):
        times, asking, overslept = [], set(), 0.0
        due = time.monotonic()
        while not self.is_over:
            asking.add(asyncio.create_task(self.ask(times)))
            due += 0.05
            await asyncio.sleep(max(0, due - time.monotonic()))
            overslept = max(overslept, time.monotonic() - due)
        await asyncio.gather(*asking)
        times.sort()
        self.counts["probes"] = len(times)
        self.counts["p99"] = round(times[len(times) * 99 // 100], 1)
        self.counts["longest"] = round(times[-1], 1)
        self.counts["overslept"] = round(overslept * 1_000, 1)


def main(kind, port, token, seconds):
    clients = Clients(int(port), token, float(seconds))
    runs = {
        "slow": clients.run_slow, "fast": clients.run_fast, "broken": clients.run_broken,
        "probe": clients.run_probe,
    }
    asyncio.run(runs[kind]())
    print(json.dumps(clients.counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
