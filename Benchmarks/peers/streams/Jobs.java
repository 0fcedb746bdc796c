// SPDX-License-Identifier: Apache-2.0

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.SessionStore;

/**
 * The jobs in the DSL. Windows by campaign write a value each time the cache is flushed, which is the
 * DSL's default: Streams has one clock for a task, so behind a repartition topic in a backlog only a
 * long grace loses nothing, and with that nothing would be closed.
 */
final class Jobs {
    private static final Serde<String> TEXT = Serdes.String();
    private static final Serde<Long> NUMBER = Serdes.Long();
    private static final TimeWindows TEN_SECONDS =
        TimeWindows.ofSizeAndGrace(Duration.ofSeconds(10), Duration.ofDays(1));
    private static final SessionWindows HALF_HOUR =
        SessionWindows.ofInactivityGapAndGrace(Duration.ofMinutes(30), Duration.ofSeconds(5));

    private final StreamsBuilder builder = new StreamsBuilder();
    private final String input;
    private final String output;

    Jobs(String input, String output) {
        this.input = input;
        this.output = output;
    }

    StreamsBuilder build(String job) {
        switch (job) {
            case "ctr" -> ctr();
            case "ads" -> ads();
            case "bounce" -> bounce();
            case "reach" -> reach();
            default -> throw new IllegalArgumentException("unknown job " + job);
        }
        return builder;
    }

    private KStream<String, Event> events() {
        return events(List.of(input));
    }

    private KStream<String, Event> events(List<String> topics) {
        return builder.stream(topics, Consumed.with(TEXT, Json.serde(Event.class))
            .withTimestampExtractor(new Progress.EventTime()));
    }

    private void ctr() {
        KStream<String, Boolean> clicks = events()
            .filter((key, event) ->
                event.type.equals("impression") || event.type.equals("link_click"))
            .map((key, event) -> KeyValue.pair(event.campaign, event.type.equals("link_click")))
            .peek((key, value) -> Progress.SENT.increment());
        KStream<String, Result> results = clicks
            .groupByKey(Grouped.with(TEXT, Serdes.Boolean()))
            .windowedBy(TEN_SECONDS)
            .aggregate(
                () -> Pair.NONE,
                (campaign, isClick, pair) -> {
                    Progress.ARRIVED.increment();
                    return isClick ? pair.plus(1, 0) : pair.plus(0, 1);
                },
                Materialized.with(TEXT, Pair.SERDE))
            .toStream()
            .map((key, pair) -> named(Result.ratio(key.window().start(), key.key(), pair)));
        write(results);
    }

    private void ads() {
        GlobalKTable<String, Event> campaigns = builder.globalTable(
            input + "-campaigns", Consumed.with(TEXT, Json.serde(Event.class))
                // Not the extractor of events: these are none.
                .withTimestampExtractor((record, time) -> record.timestamp()));
        KStream<String, Result> results = events()
            .filter((key, event) -> event.type.equals("view"))
            .join(campaigns, (key, event) -> event.ad, (event, ad) -> ad.campaign)
            .map((key, campaign) -> KeyValue.pair(campaign, new byte[0]))
            .peek((key, value) -> Progress.SENT.increment())
            .groupByKey(Grouped.with(TEXT, Serdes.ByteArray()))
            .windowedBy(TEN_SECONDS)
            .aggregate(
                () -> 0L,
                (campaign, value, count) -> {
                    Progress.ARRIVED.increment();
                    return count + 1;
                },
                Materialized.with(TEXT, NUMBER))
            .toStream()
            .map((key, count) -> named(Result.count(key.window().start(), key.key(), count)));
        write(results);
    }

    /** Sessions of a visitor in partition order, so they close; then counted by minute of their start. */
    private void bounce() {
        KStream<String, Result> results = events(List.of(input, Ticks.topic(output)))
            .filter((key, event) -> event.type.equals("page_view"))
            .groupByKey(Grouped.with(TEXT, Json.serde(Event.class)))
            .windowedBy(HALF_HOUR)
            .emitStrategy(EmitStrategy.onWindowClose())
            .aggregate(
                () -> 0L,
                (visitor, event, pages) -> pages + 1,
                (visitor, one, other) -> one + other,
                // In a backlog time runs so fast that sessions would be gone before they are looked for.
                Materialized.<String, Long, SessionStore<Bytes, byte[]>>with(TEXT, NUMBER)
                    .withRetention(Duration.ofDays(1)))
            .toStream()
            .map((key, pages) -> KeyValue.pair(key.window().start() / 60_000 * 60_000, pages == 1))
            .peek((key, value) -> Progress.SENT.increment())
            .groupByKey(Grouped.with(NUMBER, Serdes.Boolean()))
            .aggregate(
                () -> Pair.NONE,
                (minute, isBounce, pair) -> {
                    Progress.ARRIVED.increment();
                    return pair.plus(isBounce ? 1 : 0, 1);
                },
                Materialized.with(NUMBER, Pair.SERDE))
            .toStream()
            .map((minute, pair) -> named(Result.ratio(minute, "", pair)));
        write(results);
    }

    private void reach() {
        KStream<String, Result> results = events()
            .filter((key, event) -> event.type.equals("impression"))
            .map((key, event) -> KeyValue.pair(event.campaign, event.anonymous))
            .peek((key, value) -> Progress.SENT.increment())
            .groupByKey(Grouped.with(TEXT, TEXT))
            .windowedBy(TEN_SECONDS)
            .<Set<String>>aggregate(
                HashSet::new,
                (campaign, visitor, visitors) -> {
                    Progress.ARRIVED.increment();
                    visitors.add(visitor);
                    return visitors;
                },
                Materialized.with(TEXT, TextSet.SERDE))
            .toStream()
            .map((key, visitors) ->
                named(Result.count(key.window().start(), key.key(), visitors.size())));
        write(results);
    }

    private static KeyValue<String, Result> named(Result result) {
        return KeyValue.pair(result.key(), result);
    }

    private void write(KStream<String, Result> results) {
        results.to(output, Produced.with(TEXT, Json.serde(Result.class)));
    }
}
