// SPDX-License-Identifier: Apache-2.0

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * Runs a job until it has counted all events, then ends in good order.
 *
 * Arguments: job, brokers, input, output, events, guarantee, threads, commit interval in ms, folder.
 */
final class Main {
    public static void main(String[] arguments) throws InterruptedException {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, arguments[3]);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[1]);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, arguments[5]);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, arguments[6]);
        // The default of exactly once, 100 ms, would cost it more: this is Streamgauge's interval.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, arguments[7]);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, arguments[8]);
        // Of the default, 10 MB, values would be written more often than at commits.
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 128 << 20);
        // As documented for exactly once with long intervals: above the commit interval.
        properties.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), 60_000);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(
            StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class.getName());
        Jobs jobs = new Jobs(arguments[2], arguments[3]);
        KafkaStreams streams = new KafkaStreams(jobs.build(arguments[0]).build(), properties);
        streams.setUncaughtExceptionHandler(error -> {
            error.printStackTrace();
            Runtime.getRuntime().halt(1);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.start();
        long events = Long.parseLong(arguments[4]);
        long waited = Progress.CALM_MS;
        Progress.await(events);
        if (arguments[0].equals("bounce")) {
            Ticks.send(arguments[1], Ticks.topic(arguments[3]));
            Progress.await(events + Ticks.COUNT);
            waited += Ticks.PAUSE_MS + Progress.CALM_MS;
        }
        System.out.println("done " + waited);
        if (!streams.close(Duration.ofMinutes(1))) System.exit(1);
    }
}
