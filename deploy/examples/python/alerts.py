#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tells a program of each alert, at least once: alerts.py BROKERS TOPIC GROUP COMMAND [ARGUMENT...]

The command is started for each change with the alert as JSON on its standard input, and with
ALERT_ID in its environment, which is the same whenever the same change is told again. An offset is
committed after the command has ended with 0; until then it is tried again, so alerts come in order.
Several may share a group. Whose partition was given to another meanwhile ends with an error, to be
started again.
"""

import json
import os
import subprocess
import sys
import time

from confluent_kafka import Consumer, KafkaException, TopicPartition

LONGEST_PAUSE = 60


def main(brokers, topic, group, *command):
    consumer = Consumer({
        "bootstrap.servers": brokers,
        "group.id": group,
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
        # How long a member that was killed keeps the others waiting.
        "session.timeout.ms": 10_000,
        # What a transaction that was given up has written is no alert.
        "isolation.level": "read_committed",
    })
    consumer.subscribe([topic])
    while True:
        message = consumer.poll(1)
        if message is None:
            continue
        if message.error():
            raise KafkaException(message.error())
        if message.value() is not None:
            tell(consumer, message, command)
        consumer.commit(message, asynchronous=False)


def tell(consumer, message, command):
    alert = json.loads(message.value())
    # One series turns once a window, so this names the change and never another one. An alert on the
    # inputs has neither snapshot nor window, but the time when it turned.
    generation = (alert["snapshot"] or {"generation": ""})["generation"]
    moment = (alert["window"] or {"end": alert["since"]})["end"]
    change = "|".join([str(generation), message.key().decode(),
                       alert["status"], alert["severity"], str(moment)])
    environment = dict(os.environ, ALERT_ID=change)
    pause = 1
    while subprocess.run(command, input=message.value(), env=environment).returncode != 0:
        print("not told, again in %d s: %s" % (pause, change), file=sys.stderr, flush=True)
        wait(consumer, pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def wait(consumer, seconds):
    """The group takes a member for dead that does not poll; paused, it is given nothing."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        consumer.pause(consumer.assignment())
        early = consumer.poll(0.1)
        # Of a partition that was assigned just now: it is read again afterwards.
        if early is not None and not early.error():
            consumer.seek(TopicPartition(early.topic(), early.partition(), early.offset()))
    consumer.resume(consumer.assignment())


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__.split("\n")[0])
    main(*sys.argv[1:])
