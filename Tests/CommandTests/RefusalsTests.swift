// SPDX-License-Identifier: Apache-2.0

import Kafka
import Sinks
import Testing

@testable import Pipeline
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

    private func delivery(of count: Int64) -> CommitDelivery {
        CommitDelivery(.empty(), [], rejects: (0..<count).map(output), chunks: nil)
    }

    @Test func `what is refused in company is taken out only when it is refused by itself`() {
        var delivery = delivery(of: 5)
        func refuse(_ places: Int...) -> [String] {
            let failures = places.map { failure(Refusals.tag(ofRejected: $0), .recordTooLarge) }
            let others = [failure(0, .purged), failure(Refusals.tag(ofRejected: 4), .purged)]
            let refusals = Refusals(others + failures)
            #expect(refusals.needed == nil)
            return refusals.remove(from: &delivery).map(\.reason)
        }
        #expect(refuse(2) == ["because 3"] && delivery.groupBytes == .max, "nothing was with it")
        // Groups become smaller until one record is alone.
        #expect(refuse(0, 1, 2) == [] && delivery.groupBytes == 1 << 18)
        #expect(refuse(0, 1) == [] && delivery.groupBytes == 1 << 16)
        #expect(refuse(1) == ["because 2"] && delivery.groupBytes == 1 << 16)
        #expect(delivery.rejects.map(\.offset) == [0, 3, 4])
        // A topic that takes next to nothing.
        var sizes: [Int] = []
        while refuse(0, 1).isEmpty { sizes.append(delivery.groupBytes) }
        #expect(sizes == [1 << 14, 1 << 12, 1 << 10, 500])
        #expect(delivery.rejects.map(\.offset) == [4])
    }
}
