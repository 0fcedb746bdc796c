// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import HTTPAPI

struct JSONWriterStatusTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        write(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func `an example without a place in its record has no index`() {
        let example = RejectionExample(
            topic: "web",
            partition: 0,
            offset: 4,
            index: nil,
            reason: "json",
            error: "One sentence.",
            timestamp: 9,
            count: 2
        )
        #expect(
            text { $0.value(example) }
                == #"{"topic":"web","partition":0,"offset":4,"reason":"json","#
                + #""error":"One sentence.","time":9,"count":2}"#
        )
    }

    @Test func `a histogram of nothing has no quantiles`() {
        #expect(text { $0.value(DurationHistogram()) } == #"{"p50":null,"p99":null,"count":0}"#)
    }

    @Test func `counts are an object, their names quoted`() {
        let counts = [PublishedStatus.Count(name: "a\"b", count: .max)]
        #expect(text { $0.value(counts) } == #"{"a\"b":18446744073709551615}"#)
        #expect(text { $0.value([PublishedStatus.Count]()) } == "{}")
    }
}
