// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Joins finals of two KPIs: orders per visit, by window and dimensions, exactly once.
 *
 * A revision of either side comes as a later record of the same key, and the join follows it.
 * Arguments: brokers, topic of snapshots, topic of results.
 */
final class OrdersPerVisit {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "orders-per-visit");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, "orders-per-visit-state");
        // Writes in transactions, and reads committed records only.
        properties.put(
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        KafkaStreams streams =
            new KafkaStreams(topology(arguments[1], arguments[2]).build(), properties);
        Runtime.getRuntime().addShutdownHook(
            new Thread(() -> streams.close(Duration.ofSeconds(10))));
        streams.start();
    }

    private static StreamsBuilder topology(String input, String output) {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, JsonNode> snapshots =
            builder.stream(input, Consumed.with(Serdes.String(), snapshotSerde()));
        KTable<String, JsonNode> visits = table(snapshots, "web.visits");
        KTable<String, JsonNode> orders = table(snapshots, "mkt.orders");
        visits.filter((key, value) -> value.path("complete").asBoolean())
            .leftJoin(orders, OrdersPerVisit::joined)
            .toStream()
            .to(output, Produced.with(Serdes.String(), snapshotSerde()));
        return builder;
    }

    /** The newest record of a KPI in each window, by what both sides have in common. */
    private static KTable<String, JsonNode> table(KStream<String, JsonNode> all, String kpi) {
        return all
            .filter((key, value) -> value != null && value.path("kpi").asText().equals(kpi))
            .selectKey((key, value) -> value.get("window") + " " + value.get("dims"))
            .toTable(Materialized.with(Serdes.String(), snapshotSerde()));
    }

    /** A series without a record had no orders; of a window that was not seen whole nobody knows. */
    private static JsonNode joined(JsonNode visits, JsonNode orders) {
        if (orders != null && !orders.path("complete").asBoolean()) return null;
        JsonNode ordered = orders == null ? IntNode.valueOf(0) : orders.get("num");
        ObjectNode result = JSON.createObjectNode();
        result.set("window", visits.get("window"));
        result.set("dims", visits.get("dims"));
        result.set("visits", visits.get("num"));
        result.set("orders", ordered);
        double count = visits.get("num").asDouble();
        // A ratio is made of the parts, never of two ratios; nothing by nothing is no number.
        if (count > 0) result.put("orders_per_visit", ordered.asDouble() / count);
        else result.putNull("orders_per_visit");
        return result;
    }

    /** Snapshots are plain JSON: a tree reads them, and ignores fields that come in later versions. */
    private static Serde<JsonNode> snapshotSerde() {
        return Serdes.serdeFrom(
            (topic, value) -> {
                try {
                    return value == null ? null : JSON.writeValueAsBytes(value);
                } catch (IOException error) {
                    throw new UncheckedIOException(error);
                }
            },
            (topic, bytes) -> {
                try {
                    return bytes == null ? null : JSON.readTree(bytes);
                } catch (IOException error) {
                    throw new UncheckedIOException(error);
                }
            });
    }
}
