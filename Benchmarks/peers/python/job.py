# SPDX-License-Identifier: Apache-2.0
"""What one writes by hand: batches of 1,000 records, orjson, a dict. At least once, and no state survives.

    job.py JOB BROKERS INPUT OUTPUT EVENTS
"""

import sys
import time
from collections import defaultdict

import orjson
from confluent_kafka import Consumer, OFFSET_BEGINNING, Producer, TopicPartition

WINDOW = 10_000
SECONDS_BETWEEN_COMMITS = 5


class Ratios:
    """Clicks and impressions by campaign and window."""

    out_of_orderness = 5_000

    def __init__(self):
        self.windows = defaultdict(dict)

    def take(self, event):
        kind = event["type"]
        if kind == "impression" or kind == "link_click":
            window = self.windows[event["time"] // WINDOW * WINDOW]
            pair = window.get(event["campaign"])
            if pair is None:
                pair = window[event["campaign"]] = [0, 0]
            pair[kind == "impression"] += 1
        return event["time"]

    def close(self, watermark):
        for start in [start for start in self.windows if start + WINDOW <= watermark]:
            for campaign, (clicks, views) in self.windows.pop(start).items():
                yield start, campaign, clicks, views


class Counts:
    """Views of ads by campaign and window."""

    out_of_orderness = 65_000

    def __init__(self, campaigns):
        self.campaigns = campaigns
        self.windows = defaultdict(lambda: defaultdict(int))

    def take(self, event):
        moment = int(event["event_time"])
        if event["event_type"] == "view":
            self.windows[moment // WINDOW * WINDOW][self.campaigns[event["ad_id"]]] += 1
        return moment

    def close(self, watermark):
        for start in [start for start in self.windows if start + WINDOW <= watermark]:
            for campaign, count in self.windows.pop(start).items():
                yield start, campaign, count, None


class Reach:
    """Different visitors by campaign and window."""

    out_of_orderness = 5_000

    def __init__(self):
        self.windows = defaultdict(lambda: defaultdict(set))

    def take(self, event):
        if event["type"] == "impression":
            start = event["time"] // WINDOW * WINDOW
            self.windows[start][event["campaign"]].add(event["anonymous"])
        return event["time"]

    def close(self, watermark):
        for start in [start for start in self.windows if start + WINDOW <= watermark]:
            for campaign, visitors in self.windows.pop(start).items():
                yield start, campaign, len(visitors), None


class Sessions:
    """Sessions of visitors by the minute of their start, and those of a single page.

    A visitor's events are in one partition and only seconds out of order, so one open session a visitor
    is enough; it ends when the watermark is past the gap.
    """

    out_of_orderness = 5_000
    gap = 1_800_000
    minute = 60_000

    def __init__(self):
        self.open = {}
        self.minutes = defaultdict(lambda: [0, 0])
        self.looked = 0

    def take(self, event):
        moment = event["time"]
        if event["type"] != "page_view":
            return moment
        visitor = event["anonymous"]
        session = self.open.get(visitor)
        if session is not None and moment <= session[1] + self.gap:
            session[0] = min(session[0], moment)
            session[1] = max(session[1], moment)
            session[2] += 1
        else:
            if session is not None:
                self.end(session)
            self.open[visitor] = [moment, moment, 1]
        return moment

    def end(self, session):
        pair = self.minutes[session[0] // self.minute * self.minute]
        pair[0] += session[2] == 1
        pair[1] += 1

    def close(self, watermark):
        # To look at every open session costs: once in a minute of the events' time is often enough.
        if watermark < self.looked + self.minute:
            return
        self.looked = watermark
        ended = [key for key, session in self.open.items() if session[1] + self.gap < watermark]
        for visitor in ended:
            self.end(self.open.pop(visitor))
        # A session may last for long, so a minute is told again whenever it grows: the last one counts.
        for start, (bounces, sessions) in self.minutes.items():
            yield start, "", bounces, sessions
        oldest = min((session[0] for session in self.open.values()), default=watermark)
        for start in [start for start in self.minutes if start + self.minute <= oldest]:
            del self.minutes[start]


def side_table(brokers, topic):
    """The campaign of every ad."""
    consumer = Consumer({"bootstrap.servers": brokers, "group.id": "table"})
    partitions = consumer.list_topics(topic).topics[topic].partitions
    consumer.assign([TopicPartition(topic, number, OFFSET_BEGINNING) for number in partitions])
    ends = {
        number: consumer.get_watermark_offsets(TopicPartition(topic, number))[1]
        for number in partitions
    }
    table, left = {}, sum(ends.values())
    while left > 0:
        for message in consumer.consume(1_000, 1):
            table[message.key().decode()] = orjson.loads(message.value())["campaign"]
            left -= 1
    consumer.close()
    return table


def make(job, brokers, topic):
    if job == "ads":
        return Counts(side_table(brokers, topic + "-campaigns"))
    return {"ctr": Ratios, "reach": Reach, "bounce": Sessions}[job]()


def write(results, producer, output):
    for start, campaign, num, den in results:
        value = num if den is None else num / den if den else None
        record = {"start": start, "campaign": campaign, "num": num, "den": den, "value": value}
        producer.produce(output, orjson.dumps(record), key=f"{campaign}@{start}")
    producer.flush()


def run(job, brokers, topic, output, events):
    consumer = Consumer(
        {
            "bootstrap.servers": brokers,
            "group.id": output,
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
            # The default of one second stalls whoever is faster than the queue.
            "fetch.queue.backoff.ms": 1,
        }
    )
    producer = Producer({"bootstrap.servers": brokers})
    counter = make(job, brokers, topic)
    count = len(consumer.list_topics(topic).topics[topic].partitions)
    newest = [-sys.maxsize] * count
    consumer.subscribe([topic])
    read, told = 0, time.monotonic()
    committed = told
    take, loads = counter.take, orjson.loads
    while read < events:
        for message in consumer.consume(1_000, 0.1):
            if message.error():
                raise SystemExit(str(message.error()))
            moment = take(loads(message.value()))
            read += 1
            partition = message.partition()
            if moment > newest[partition]:
                newest[partition] = moment
        now = time.monotonic()
        if now > told + 0.1:
            print("records", read, flush=True)
            told = now
        if now > committed + SECONDS_BETWEEN_COMMITS:
            write(counter.close(min(newest) - counter.out_of_orderness), producer, output)
            consumer.commit(asynchronous=False)
            committed = now
    print("records", read, flush=True)
    # What is open is closed as if time had gone on: only sessions wait for more than that.
    write(counter.close(min(newest) + (0 if job == "bounce" else WINDOW)), producer, output)
    consumer.commit(asynchronous=False)
    print("done", flush=True)
    consumer.close()


if __name__ == "__main__":
    run(*sys.argv[1:5], int(sys.argv[5]))
