// SPDX-License-Identifier: Apache-2.0

import Kafka
import Sinks
import Testing

@testable import streamgauge

struct RefusalsTests {
    private func failure(_ tag: UInt64, _ code: KafkaError.Code) -> DeliveryFailure {
        DeliveryFailure(tag: tag, error: KafkaError(code: code, reason: "because \(tag)"))
    }

    private func output(_ offset: Int64) -> RejectedOutput {
        RejectedOutput(
            topic: "t",
            partition: 0,
            offset: offset,
            timestamp: nil,
            reason: "json",
            error: "",
            key: nil,
            value: []
        )
    }

    @Test func `a final or state that is refused must stop the daemon`() throws {
        let refusals = Refusals([failure(3, .purged), failure(0, .recordTooLarge)])
        #expect(try #require(refusals.needed).hasSuffix("because 0"))
    }

    @Test func `refused rejected records are taken out, what was only discarded stays`() {
        let refusals = Refusals([
            failure(Refusals.tag(ofRejected: 0), .recordTooLarge), failure(0, .purged),
            failure(Refusals.tag(ofRejected: 2), .recordListTooLarge),
            failure(Refusals.tag(ofRejected: 1), .purged),
        ])
        var outputs = [output(0), output(1), output(2), output(3)]
        #expect(refusals.needed == nil)
        #expect(refusals.remove(from: &outputs).map(\.reason) == ["because 3", "because 1"])
        #expect(outputs.map(\.offset) == [1, 3])
    }
}
