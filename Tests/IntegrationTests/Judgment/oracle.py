#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Judges what Streamgauge wrote by SQL over what it read; shares nothing with the program.

usage: oracle.py --engine sqlite|duckdb --input FILE --output FILE

Both files hold records as they lay on the topics, a JSON object a line: partition, offset,
timestamp, value (a text). The rules are those of the page Semantics, for input of which nothing is
so late that a window does not take it any more. Ends with 0 and a line of numbers, or with 1 and a
line for each difference.
"""

import argparse
import csv
import datetime
import json
import pathlib
import sys
import tempfile
import urllib.parse

HOUR = 3_600_000
# `time` of the settings.
OUT_OF_ORDERNESS, MAX_AGE, MAX_AHEAD = HOUR // 6, 72 * HOUR, HOUR // 6

# Columns of the tables that SQL begins with.
EVENTS = {
    "seq": "BIGINT", "kind": "TEXT", "ts": "BIGINT", "id": "TEXT", "channel": "TEXT",
    "usr": "TEXT", "device": "TEXT", "visit": "TEXT", "object": "TEXT", "country": "TEXT",
    "campaign": "TEXT", "message": "TEXT", "thread": "TEXT", "response": "TEXT",
    "sentiment": "TEXT", "score": "DOUBLE", "scale": "DOUBLE", "amount": "DOUBLE",
    "own": "BIGINT", "paid": "BIGINT", "human": "BIGINT",
}
TOTALS = {"seq": "BIGINT", "metric": "TEXT", "total": "DOUBLE"}
CLOCK = {"part": "BIGINT", "latest": "BIGINT"}
FOUND = {
    "seq": "BIGINT", "generation": "BIGINT", "kpi": "TEXT", "dim": "TEXT", "val": "TEXT",
    "size": "TEXT", "start_at": "BIGINT", "kind": "TEXT", "revision": "BIGINT", "num": "DOUBLE",
    "den": "DOUBLE", "result": "DOUBLE",
}

# What an event without `channel` belongs to, of the types that come without.
CHANNELS = {name: "web" for name in ("page_view", "engagement", "interaction", "alias")}


def records(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def moment(value):
    """Milliseconds; None: it is no time."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return None
    try:
        time = datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return None
    since = time - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return since // datetime.timedelta(milliseconds=1)


def event(record):
    """The event of a record with its time; None: it is rejected."""
    try:
        told = json.loads(record["value"])
    except ValueError:
        return None
    if not isinstance(told, dict) or not isinstance(told.get("type"), str):
        return None
    at = moment(told.get("time"))
    if at is None:
        return None
    received = moment(told["received"]) if "received" in told else record["timestamp"]
    if not received - MAX_AGE <= at <= min(received, record["timestamp"]) + MAX_AHEAD:
        return None
    return told, at


def campaign(told):
    if "campaign" in told:
        return told["campaign"]
    query = urllib.parse.urlsplit(told.get("object", "")).query
    return urllib.parse.parse_qs(query).get("utm_campaign", [None])[0]


def row(seq, told, at):
    message = told.get("message")
    return [
        seq, told["type"], at, told.get("id", f"none-{seq}"),
        told.get("channel") or CHANNELS.get(told["type"]),
        told.get("user"), told.get("anonymous") or told.get("device") or told.get("user"),
        told.get("session", ""), told.get("object"), told.get("country"), campaign(told),
        None if message is None else f"{message} {told.get('recipient')}", told.get("thread"),
        told.get("response"), told.get("sentiment"), told.get("score"), told.get("scale"),
        told.get("value"), int(told.get("own", False)), int(told.get("paid", False)),
        int(told.get("human", True)),
    ]


def read_input(path):
    """Rows of events, of totals, and of the clock: the latest time of each partition."""
    events, totals, latest = [], [], {}
    ordered = sorted(records(path), key=lambda record: (record["partition"], record["offset"]))
    for seq, record in enumerate(ordered):
        taken = event(record)
        if taken is None:
            continue
        told, at = taken
        part = record["partition"]
        latest[part] = max(at, latest.get(part, at))
        events.append(row(seq, told, at))
        totals += [[seq, name, number] for name, number in told.get("totals", {}).items()]
    return events, totals, [list(pair) for pair in latest.items()]


def read_output(path):
    for seq, record in enumerate(records(path)):
        told = json.loads(record["value"])
        dims = told["dims"] or {"": ""}
        yield [
            seq, told["generation"], told["kpi"], ",".join(dims), ",".join(dims.values()),
            told["window"]["size"], told["window"]["start"], told["kind"], told["revision"],
            told["num"], told["den"], told["value"],
        ]


def connect(engine):
    if engine == "sqlite":
        import sqlite3

        return sqlite3.connect(":memory:")
    import duckdb

    return duckdb.connect()


def fill(base, engine, name, columns, rows):
    declared = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    base.execute(f"CREATE TABLE {name} ({declared})")
    if engine == "sqlite":
        places = ", ".join("?" for _ in columns)
        base.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
        return
    # Row by row would take this engine minutes.
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "rows.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerows(["\\N" if cell is None else cell for cell in line] for line in rows)
        base.execute(
            f"""COPY {name} FROM '{path}' (FORMAT csv, HEADER false, NULLSTR '\\N', DELIM ',',
            QUOTE '"', ESCAPE '"', AUTO_DETECT false)"""
        )


def main():
    words = argparse.ArgumentParser(description="Judges snapshots by SQL over the input.")
    words.add_argument("--engine", choices=["sqlite", "duckdb"], required=True)
    words.add_argument("--input", required=True)
    words.add_argument("--output", required=True)
    given = words.parse_args()

    base = connect(given.engine)
    events, totals, clock = read_input(given.input)
    fill(base, given.engine, "told", EVENTS, events)
    fill(base, given.engine, "told_totals", TOTALS, totals)
    fill(base, given.engine, "clock", CLOCK, clock)
    fill(base, given.engine, "found", FOUND, list(read_output(given.output)))
    base.execute(
        f"CREATE TABLE watermark AS SELECT min(latest) - {OUT_OF_ORDERNESS} AS w FROM clock"
    )
    folder = pathlib.Path(__file__).parent
    for name in ("facts.sql", "judgment.sql"):
        for statement in (folder / name).read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                base.execute(statement)

    differences = base.execute("SELECT line FROM differences ORDER BY line").fetchall()
    counts = base.execute("SELECT * FROM counts").fetchone()
    version = base.execute(
        "SELECT sqlite_version()" if given.engine == "sqlite" else "SELECT version()"
    ).fetchone()[0]
    for (line,) in differences[:40]:
        print(line)
    print(
        f"{given.engine} {version}: {len(events)} events, {counts[0]} finals and {counts[1]} "
        f"revisions judged, {counts[2]} of {counts[3]} KPIs with values, "
        f"{len(differences)} differences"
    )
    # A judge of nothing has judged nothing.
    return 1 if differences or counts[0] == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
