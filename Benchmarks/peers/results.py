# SPDX-License-Identifier: Apache-2.0
"""Compares what a case has written with what the first case of the job wrote; ends with 1 if it differs.

    results.py JOB CASE BROKERS TOPIC FILE

FILE keeps the first case's results. Windows are compared up to the last one that both have closed: a
peer that is not told that its input ends leaves the last ones open. Of sessions 20 minutes more are left
out, which is longer than any of the load lasts: minutes in which some are still open.
"""

import json
import os
import sys

from confluent_kafka import Consumer, OFFSET_BEGINNING, TopicPartition

OPEN_SESSIONS = 1_200_000


def records(brokers, topic):
    """All committed values of a topic, oldest first in each partition."""
    consumer = Consumer(
        {
            "bootstrap.servers": brokers,
            "group.id": "results",
            "isolation.level": "read_committed",
            "enable.partition.eof": True,
            "enable.auto.commit": False,
        }
    )
    left = set(consumer.list_topics(topic, 10).topics[topic].partitions)
    consumer.assign([TopicPartition(topic, number, OFFSET_BEGINNING) for number in left])
    while left:
        for message in consumer.consume(1_000, 1):
            if message.error():
                left.discard(message.partition())
            elif message.value() is not None:
                yield json.loads(message.value())
    consumer.close()


def row(job, record):
    """Window, campaign and counts; `None` for a record that the job does not ask for."""
    if "window" not in record:
        den = record["den"]
        return record["start"], record["campaign"], record["num"], den
    if record["kind"] == "early" or (job != "bounce") != ("campaign" in record["dims"]):
        return None
    is_count = job in ("ads", "reach")
    count = record["value"] if is_count else record["num"]
    return (
        record["window"]["start"], record["dims"].get("campaign", ""),
        round(count or 0), None if is_count else round(record["den"] or 0),
    )


def read(job, brokers, topic):
    rows = {}
    for record in records(brokers, topic):
        found = row(job, record)
        if found is None:
            continue
        start, campaign, num, den = found
        # Later records correct earlier ones.
        rows[f"{start} {campaign}"] = [num, den]
    return {key: pair for key, pair in rows.items() if pair[0] or pair[1]}


def start_of(key):
    return int(key.split(" ")[0])


def compare(job, name, rows, first):
    last = min(max(map(start_of, rows)), max(map(start_of, first["rows"])))
    if job == "bounce":
        last -= OPEN_SESSIONS
    keys = {key for key in rows.keys() | first["rows"].keys() if start_of(key) <= last}
    wrong = sorted(key for key in keys if rows.get(key) != first["rows"].get(key))
    windows = len({start_of(key) for key in keys})
    print(f"{job}: {name} and {first['case']}: {len(keys)} values of {windows} windows,"
          f" {len(wrong)} differ", file=sys.stderr)
    for key in wrong[:10]:
        print(f"  {key}: {rows.get(key)} instead of {first['rows'].get(key)}", file=sys.stderr)
    all_windows = len({start_of(key) for key in first["rows"]})
    if windows < all_windows / 3:
        print(f"  too few windows: of {all_windows}", file=sys.stderr)
        return 1
    return 1 if wrong else 0


def main(job, name, brokers, topic, file):
    rows = read(job, brokers, topic)
    if not rows:
        raise SystemExit(f"{job}: {name} wrote nothing")
    if not os.path.exists(file):
        with open(file, "w") as output:
            json.dump({"case": name, "rows": rows}, output)
        return 0
    with open(file) as earlier:
        return compare(job, name, rows, json.load(earlier))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
