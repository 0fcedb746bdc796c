// SPDX-License-Identifier: Apache-2.0

import Kafka
import Testing

@testable import Sinks

struct DeliveryLedgerTests {
    private func error(_ code: KafkaError.Code) -> KafkaError {
        KafkaError(code: code, subject: "topic t", detail: "")
    }

    /// The next round's records.
    private func next(_ ledger: inout DeliveryLedger) -> [Int] {
        ledger.beginRound() ? ledger.round : []
    }

    @Test func `rounds are bounded and keep the order`() {
        let records = Array(0..<45_000)
        var ledger = DeliveryLedger(records: records)
        var rounds: [[Int]] = []
        while ledger.beginRound() { rounds.append(ledger.round) }
        #expect(rounds.map(\.count) == [20_000, 20_000, 5_000])
        #expect(rounds.flatMap(\.self) == records)
    }

    @Test func `nothing to deliver needs no round`() {
        var ledger = DeliveryLedger(records: [])
        #expect(next(&ledger) == [])
        #expect(ledger.result(.delivered).undelivered == [])
    }

    @Test(arguments: [KafkaError.Code.leaderNotAvailable, .deliveryTimedOut, .purged, .queueFull])
    func `what fails for now goes before the rest, in its order`(code: KafkaError.Code) {
        var ledger = DeliveryLedger(records: Array(0..<20_002))
        _ = next(&ledger)
        for record in [7, 3, 5] {
            let goesOn = ledger.fail(record, error(code), isOptional: false)
            #expect(goesOn)
        }
        let count = ledger.endRound()
        #expect(count == 3)
        #expect(next(&ledger) == [3, 5, 7, 20_000, 20_001])
        #expect(ledger.endRound() == 0)
        #expect(next(&ledger) == [])
        #expect(ledger.retryCount == 3)
    }

    @Test func `what must not be lost ends the delivery when it is refused`() {
        var ledger = DeliveryLedger(records: [0, 1, 2])
        _ = next(&ledger)
        let goesOn = ledger.fail(1, error(.topicAuthorizationFailed), isOptional: false)
        #expect(!goesOn)
        let ending = DeliveryResult.Ending.refused(record: 1, error(.topicAuthorizationFailed))
        let result = ledger.result(ending, unproven: [1])
        #expect(result.ending == ending)
        #expect(result.undelivered == [1])
    }

    @Test func `an optional record that is refused is given up and told`() {
        var ledger = DeliveryLedger(records: [0, 1, 2])
        _ = next(&ledger)
        let refusal = error(.topicAuthorizationFailed)
        let goesOn = ledger.fail(1, refusal, isOptional: true)
        #expect(goesOn)
        #expect(ledger.endRound() == 0)
        #expect(next(&ledger) == [])
        let result = ledger.result(.delivered)
        #expect(result.refusals == [.init(record: 1, error: refusal)])
        #expect(result.undelivered == [])
        #expect(result.retryCount == 0)
    }

    @Test func `a refusal for size is believed only of a record alone`() {
        var ledger = DeliveryLedger(records: [0, 1, 2])
        _ = next(&ledger)
        for record in 0...1 {
            let goesOn = ledger.fail(record, error(.recordTooLarge), isOptional: false)
            #expect(goesOn)
        }
        #expect(ledger.endRound() == 0)
        #expect(next(&ledger) == [0])
        #expect(ledger.endRound() == 0)
        #expect(next(&ledger) == [1])
        let goesOn = ledger.fail(1, error(.recordTooLarge), isOptional: false)
        #expect(!goesOn)
    }

    @Test func `what is left at an early end is told in order, without what was given up`() {
        var ledger = DeliveryLedger(records: Array(0..<20_001))
        _ = next(&ledger)
        _ = ledger.fail(9, error(.recordTooLarge), isOptional: false)
        _ = ledger.fail(4, error(.leaderNotAvailable), isOptional: false)
        _ = ledger.fail(2, error(.topicAuthorizationFailed), isOptional: true)
        let result = ledger.result(.stopped, unproven: [2, 3, 4, 9])
        #expect(result.undelivered == [3, 4, 9, 20_000])
        #expect(result.refusals.map(\.record) == [2])
        #expect(result.retryCount == 2)
    }
}
