// SPDX-License-Identifier: Apache-2.0

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Two counts, in 16 bytes: clicks and views, or single-page sessions and sessions. */
record Pair(long part, long whole) {
    static final Pair NONE = new Pair(0, 0);

    static final Serde<Pair> SERDE = Serdes.serdeFrom(
        (topic, pair) -> pair == null
            ? null : ByteBuffer.allocate(16).putLong(pair.part).putLong(pair.whole).array(),
        (topic, bytes) -> {
            if (bytes == null) return null;
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new Pair(buffer.getLong(), buffer.getLong());
        });

    Pair plus(long part, long whole) { return new Pair(this.part + part, this.whole + whole); }
}
