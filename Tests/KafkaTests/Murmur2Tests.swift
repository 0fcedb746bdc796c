// SPDX-License-Identifier: Apache-2.0

import Kafka
import Testing

struct Murmur2Tests {
    // From the tests of Kafka's Java client.
    @Test(arguments: [
        ("21", -973_932_308),
        ("foobar", -790_332_482),
        ("a-little-bit-long-string", -985_981_536),
        ("a-little-bit-longer-string", -1_486_304_829),
        ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971),
        ("abc", 479_470_107),
    ])
    func `texts hash as in Java`(text: String, expected: Int32) {
        let bytes = Array(text.utf8)
        // Sound: bytes of any kind are plain bytes.
        #expect(unsafe Murmur2.hash(bytes.span.bytes) == expected)
    }

    @Test func `no bytes have a hash, too, and every partition number is in range`() {
        for count in 0..<20 {
            let bytes = [UInt8](repeating: 0xff, count: count)
            let partition = unsafe Murmur2.partition(forKey: bytes.span.bytes, of: 7)
            #expect((0..<7).contains(partition))
        }
    }
}
