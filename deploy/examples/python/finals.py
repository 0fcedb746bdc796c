#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keeps finals of a snapshot topic in SQLite, each once: finals.py BROKERS TOPIC FILE [--once]

Values and offsets are written in one transaction of the database, so a crash repeats and loses
nothing. With --once it ends when it has read everything; else it goes on until it is stopped.
"""

import json
import sqlite3
import sys

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, TopicPartition

TABLES = """
    CREATE TABLE IF NOT EXISTS finals (
        key TEXT PRIMARY KEY, kpi TEXT, size TEXT, start INTEGER, dims TEXT, value REAL, num REAL,
        den REAL, n REAL, complete INTEGER, generation INTEGER, revision INTEGER);
    CREATE TABLE IF NOT EXISTS offsets (partition INTEGER PRIMARY KEY, next INTEGER);
"""


def main(brokers, topic, path, once):
    database = sqlite3.connect(path)
    database.executescript(TABLES)
    consumer = Consumer({
        "bootstrap.servers": brokers,
        "group.id": "finals",  # required, but offsets are kept in the database
        "enable.auto.commit": False,
        "auto.offset.reset": "earliest",  # where records are gone: reading some twice does no harm
        "isolation.level": "read_committed",
        "enable.partition.eof": True,
    })
    known = dict(database.execute("SELECT partition, next FROM offsets"))
    partitions = list(consumer.list_topics(topic, 30).topics[topic].partitions)
    if not partitions:
        sys.exit(f"there is no topic {topic} on {brokers}: start the daemon first")
    consumer.assign([TopicPartition(topic, p, known.get(p, OFFSET_BEGINNING)) for p in partitions])
    unread = set(partitions)
    while unread or not once:
        with database:  # one transaction
            for message in consumer.consume(1000, timeout=1):
                if message.error():
                    if message.error().code() != KafkaError._PARTITION_EOF:
                        raise KafkaException(message.error())
                    unread.discard(message.partition())
                    continue
                if message.value() is not None:
                    keep(database, message.key().decode(), json.loads(message.value()))
                database.execute("INSERT OR REPLACE INTO offsets VALUES (?, ?)",
                                 (message.partition(), message.offset() + 1))
    consumer.close()


def keep(database, key, record):
    """A revision replaces its final, a later generation an earlier one."""
    database.execute(
        """INSERT INTO finals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (key) DO UPDATE SET value = excluded.value, num = excluded.num,
               den = excluded.den, n = excluded.n, complete = excluded.complete,
               generation = excluded.generation, revision = excluded.revision
           WHERE (excluded.generation, excluded.revision) >= (generation, revision)""",
        (key, record["kpi"], record["window"]["size"], record["window"]["start"],
         json.dumps(record["dims"], sort_keys=True), record["value"], record["num"], record["den"],
         record["n"], record["complete"], record["generation"], record["revision"]))


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__.split("\n")[0])
    main(*sys.argv[1:4], once="--once" in sys.argv[4:])
