// SPDX-License-Identifier: Apache-2.0

import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** How far the job is, and the time of events: looked at once for every record that is read. */
final class Progress {
    /** How long nothing may have changed until all is said to be counted. */
    static final long CALM_MS = 500;
    /** Records read from the topic of events. */
    static final LongAdder READ = new LongAdder();
    /** Records sent behind a repartition topic, or to be. */
    static final LongAdder SENT = new LongAdder();
    /** Those that arrived there. */
    static final LongAdder ARRIVED = new LongAdder();

    /** The latest time of an event, ms since 1970; may miss one that came at the same moment. */
    static volatile long newest;

    private Progress() {}

    /** Tells the measurement every 100 ms how much was read; returns when all of it is counted. */
    static void await(long events) throws InterruptedException {
        long before = -1;
        for (long calm = 0; calm < CALM_MS; ) {
            Thread.sleep(100);
            long read = READ.sum();
            System.out.println("records " + read);
            long arrived = ARRIVED.sum();
            boolean isDone = read >= events && arrived == SENT.sum() && arrived == before;
            calm = isDone ? calm + 100 : 0;
            before = arrived;
        }
    }

    /** The event's own time, as the documentation recommends where records have one. */
    public static final class EventTime implements TimestampExtractor {
        @Override
        public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
            // Records of repartition topics carry the event's time already, and another value.
            if (!(record.value() instanceof Event event)) return record.timestamp();
            READ.increment();
            if (event.time > newest) newest = event.time;
            return event.time;
        }
    }
}
