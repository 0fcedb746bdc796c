// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Testing

@testable import Pipeline
@testable import streamgauge

/// Which records of a commit's state go into the next transaction.
struct CommitDeliveryTests {
    private static let limit = StateChunks.transactionLimit

    /// A commit whose state takes two whole transactions and one record of a third.
    private func delivery() -> CommitDelivery {
        let header = StateHeader(
            application: "shop",
            generation: 1,
            sequence: 1,
            isWhole: true,
            turns: 1,
            definitions: 1,
            identity: 2,
            watermark: 3
        )
        let delta = [UInt8](repeating: 0, count: 2 * Self.limit * StateRecord.contentLimit + 1)
        return CommitDelivery(.empty(), [], rejects: [], chunks: StateChunks(delta, header))
    }

    @Test func `state goes ahead until the rest fits into one transaction`() {
        var delivery = delivery()
        for turn in 0..<2 {
            #expect(!delivery.isLast)
            #expect(delivery.nextChunks?.startIndex == turn * Self.limit)
            #expect(delivery.nextChunks?.count == Self.limit)
            delivery.advance()
        }
        #expect(delivery.isLast)
        #expect(delivery.nextChunks?.startIndex == 2 * Self.limit)
        #expect(delivery.nextChunks?.count == 1)
    }

    @Test func `it goes on behind whole transactions that the log has`() {
        var delivery = delivery()
        delivery.advance()
        delivery.goOn(behind: 2 * Self.limit)
        #expect(delivery.isLast && delivery.nextChunks?.startIndex == 2 * Self.limit)
        delivery.goOn(behind: Self.limit)
        #expect(!delivery.isLast && delivery.nextChunks?.startIndex == Self.limit)
        delivery.goOn(behind: Self.limit - 1)
        #expect(delivery.nextChunks?.startIndex == 0)
    }
}
