// SPDX-License-Identifier: Apache-2.0

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic beside the events that lets time go on where they end. Streams closes windows with the next
 * record only, and looks for closed ones once a second, so without it the last sessions stay open.
 */
final class Ticks {
    static final int COUNT = 6;
    /** Longer than the pause between two looks for closed windows. */
    static final long PAUSE_MS = 1_200;

    private Ticks() {}

    static String topic(String output) { return output + "-ticks"; }

    /** Sends a page view an hour later into each partition. */
    static void send(String brokers, String topic) throws InterruptedException {
        Thread.sleep(PAUSE_MS);
        Properties properties = new Properties();
        properties.putAll(Map.of("bootstrap.servers", brokers));
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
            for (int partition = 0; partition < COUNT; partition++) {
                String name = "tick-" + partition;
                String event = "{\"type\":\"page_view\",\"time\":" + (Progress.newest + 3_600_000)
                    + ",\"anonymous\":\"" + name + "\"}";
                producer.send(new ProducerRecord<>(
                    topic, partition, name.getBytes(StandardCharsets.UTF_8),
                    event.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }
}
