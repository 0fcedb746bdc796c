// SPDX-License-Identifier: Apache-2.0

import Kafka

/// Keeps account of a delivery: which records go out next, and what their failures mean.
///
/// Records go out in rounds; a round is over when each of its records was answered for. Pure, so
/// that its rules are tested without a broker.
struct DeliveryLedger {
    /// The most records of a round, so of records that are outstanding at a time.
    static let roundLimit = 20_000

    /// The records of the present round.
    private(set) var round: [Int] = []
    private(set) var refusals: [DeliveryResult.Refusal] = []
    private(set) var retryCount = 0
    private var waiting: ArraySlice<Int>
    /// Refused in company; each goes alone before that is believed.
    private var suspects: ArraySlice<Int> = []
    /// Of this round, to be sent again.
    private var failed: [Int] = []

    init(records: [Int]) {
        waiting = records[...]
    }

    /// Chooses the records of the next round.
    ///
    /// - Returns: whether there are any.
    mutating func beginRound() -> Bool {
        if let suspect = suspects.popFirst() {
            round = [suspect]
        } else {
            round = Array(waiting.prefix(Self.roundLimit))
            waiting = waiting.dropFirst(Self.roundLimit)
        }
        return !round.isEmpty
    }

    /// Judges the failure of a record of this round.
    ///
    /// - Returns: whether the delivery can go on; not if what must not be lost is refused for good.
    mutating func fail(_ record: Int, _ error: KafkaError, isOptional: Bool) -> Bool {
        if error.isRetriable || Self.passing.contains(error.code) {
            failed.append(record)
        } else if round.count > 1, Self.collective.contains(error.code) {
            suspects.append(record)
        } else if isOptional {
            refusals.append(.init(record: record, error: error))
            return true
        } else {
            return false
        }
        retryCount += 1
        return true
    }

    /// Puts what failed before everything that has not been sent.
    ///
    /// - Returns: how many records of the round are to be sent again after a wait.
    mutating func endRound() -> Int {
        defer { failed = [] }
        if !failed.isEmpty { waiting = (failed.sorted() + waiting)[...] }
        return failed.count
    }

    /// The account at the end; `unproven` are the records of this round that may not be delivered.
    func result(_ ending: DeliveryResult.Ending, unproven: [Int] = []) -> DeliveryResult {
        let left = Set(unproven).union(failed).union(suspects).union(waiting)
        return DeliveryResult(
            ending: ending,
            refusals: refusals,
            undelivered: left.subtracting(refusals.map(\.record)).sorted(),
            retryCount: retryCount
        )
    }

    /// Failures of time or of the sender, not of the record.
    private static let passing: Set<KafkaError.Code> = [.deliveryTimedOut, .purged]

    /// Failures of a whole request because of one of its records, or of all of them together.
    private static let collective: Set<KafkaError.Code> = [.recordTooLarge, .recordListTooLarge]
}
