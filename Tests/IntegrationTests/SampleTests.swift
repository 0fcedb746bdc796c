// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `check --sample` against a broker.
@Suite(.serialized) struct SampleTests {
    @Test func `the newest records of each topic are told, of patterns too`() throws {
        var scene = try Scene("sample", partitions: 2)
        scene.sections["inputs"] = """
            [ { topic: sample }, { pattern: "^sample-seg", format: segment } ]
            """
        try scene.broker.createTopic("sample-segment")
        let old = #"{"type":"lead","time":1767258000000,"user":"u"}"#
        let new = #"{"type":"page_view","time":1767258000000,"user":"u","object":"/a"}"#
        func records(_ text: String, _ count: Int) -> [TopicRecord] {
            (0..<count).flatMap { _ in
                (0..<2).map {
                    TopicRecord(
                        partition: $0,
                        timestamp: 1_767_258_001_000,
                        value: Array(text.utf8)
                    )
                }
            }
        }
        try scene.write(records(old, 20) + records(new, 5))
        let segment = #"{"type":"page","messageId":"m","anonymousId":"a","timestamp":"oops"}"#
        try scene.broker.writer("sample-segment").write([
            TopicRecord(partition: 0, timestamp: 1_767_258_001_000, value: Array(segment.utf8))
        ])

        let check = try scene.run("check", "--sample", "10")
        #expect(check.status == 0, "\(check)")
        for line in [
            "sample as native\n  records     10, 0 of them empty\n",
            "  types       page_view 10\n", "  received    1 s after it happened, at most 1 s\n",
            "sample-segment as segment\n  records     1, 0 of them empty\n",
            "  rejected    1 time: The field 'timestamp' is not a time",
            "first sample-segment[0] offset 0: {",
            "  with values from these events:\n", "web.pageviews",
        ] {
            #expect(check.output.contains(line), "\(line)\(check.output)")
        }

        scene.sections["inputs"] = "[ { topic: sample-gone } ]"
        let missing = try scene.run("check", "--sample", "10")
        #expect(missing.status == 69, "\(missing)")
        #expect(missing.errors.contains("the topic sample-gone cannot be read"), "\(missing)")
    }
}
