// SPDX-License-Identifier: Apache-2.0

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Sets of short texts as bytes: each a byte of length and its characters, which costs less than JSON. */
final class TextSet {
    static final Serde<Set<String>> SERDE = Serdes.serdeFrom(
        (topic, texts) -> texts == null ? null : bytes(texts),
        (topic, bytes) -> bytes == null ? null : texts(bytes));

    private TextSet() {}

    private static byte[] bytes(Set<String> texts) {
        int size = 0;
        for (String text : texts) size += 1 + text.length();
        ByteBuffer buffer = ByteBuffer.allocate(size);
        for (String text : texts) {
            buffer.put((byte) text.length()).put(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return buffer.array();
    }

    private static Set<String> texts(byte[] bytes) {
        Set<String> texts = new HashSet<>();
        for (int place = 0; place < bytes.length; place += 1 + bytes[place]) {
            texts.add(new String(bytes, place + 1, bytes[place], StandardCharsets.ISO_8859_1));
        }
        return texts;
    }
}
