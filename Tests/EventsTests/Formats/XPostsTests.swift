// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct XPostsTests {
    private let decoding = Decoding([.object, .thread], format: .x)

    @Test func `metrics are running totals at the time they were read`() {
        let post = decoding.event(InputFormat.x.sample)
        #expect(post?.type == .totals && post?.channel == .social)
        #expect(post?.time == 1_767_261_600_000)
        func total(_ metric: TotalsMetric) -> Double? { post?.totals[Int(metric.rawValue)] }
        #expect(total(.impressions) == 300 && total(.reactions) == 7 && total(.comments) == 1)
        #expect(total(.shares) == 3, "a quote shares too")
        #expect(total(.clicks)?.isNaN == true && total(.reach)?.isNaN == true)
        #expect(decoding.text(.object, of: post) == "1891234567890123456")
        #expect(decoding.text(.thread, of: post) == "5")
    }

    @Test func `a total that returns to what it was is another reading`() {
        let text = #"{"id":"1","public_metrics":{"like_count":7}}"#
        let ids = [5_000, 5_000, 6_000].map { decoding.event(text, timestamp: $0)?.id }
        #expect(ids[0] == ids[1] && ids[0] != ids[2])
    }

    @Test func `without a time of reading it is the record's`() {
        let text =
            #"{"id":"1","created_at":"2025-01-01T00:00:00Z","public_metrics":{"like_count":1}}"#
        #expect(decoding.event(text, timestamp: 1_767_261_700_000)?.time == 1_767_261_700_000)
        #expect(decoding.steps(text, timestamp: -1).first?.rejection?.error.reason == .time)
    }

    @Test(arguments: [
        (#"{"public_metrics":{}}"#, RejectionReason.type), (#"{"id":1}"#, .type),
        (#"{"id":"1","read_at":5}"#, .time), (#"{"id":"1","public_metrics":[]}"#, .field),
        (#"{"id":"1","public_metrics":{"like_count":-1}}"#, .field),
        (#"{"id":"1","public_metrics":{"like_count":"7"}}"#, .field),
    ])
    func `what is no post is rejected`(value: String, reason: RejectionReason) {
        #expect(decoding.error(value)?.reason == reason)
    }
}
