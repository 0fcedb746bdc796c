// SPDX-License-Identifier: Apache-2.0

import Kafka

/// Sends some records once and learns what became of each.
struct DeliveryRound {
    /// How long at most until it is asked again whether to stop.
    static let sliceMilliseconds = 100
    /// How long a lost producer may take to give up what it holds.
    static let discardMilliseconds = 1_000

    let records: [Int]
    /// The tag of the first record; those of the others follow.
    let firstTag: UInt64
    /// Whether it was told to stop before all was answered for.
    private(set) var isStopped = false
    /// What was not taken or came back.
    private(set) var failures: [(record: Int, error: KafkaError)] = []
    /// How many were taken or refused at once.
    private var sentCount = 0
    /// Whether nothing is outstanding any more.
    private var isSettled = false

    init(records: [Int], firstTag: UInt64) {
        self.records = records
        self.firstTag = firstTag
    }

    /// The records without proof of delivery.
    var unproven: [Int] {
        isSettled ? failures.map(\.record) + records[sentCount...] : records
    }

    /// Sends the records in their order and waits for the answers.
    ///
    /// It ends early when it is to stop and when the producer is lost.
    mutating func run(
        through producer: KafkaProducer,
        shouldStop: () -> Bool,
        send: (_ record: Int, _ tag: UInt64) throws(KafkaError) -> KafkaProducer.Outcome
    ) {
        while sentCount < records.count, !isStopped, producer.fatalError == nil {
            let record = records[sentCount]
            do throws(KafkaError) {
                if try send(record, firstTag + UInt64(sentCount)) == .queueFull {
                    isStopped = shouldStop()
                    producer.poll(timeoutMilliseconds: Self.sliceMilliseconds)
                    continue
                }
            } catch {
                failures.append((record, error))
            }
            sentCount += 1
        }
        while !isStopped, producer.fatalError == nil,
            producer.flush(withinMilliseconds: Self.sliceMilliseconds) > 0
        {
            isStopped = shouldStop()
        }
        if producer.fatalError != nil {
            producer.discardOutstanding()
            _ = producer.flush(withinMilliseconds: Self.discardMilliseconds)
        }
        settle(producer)
    }

    private mutating func settle(_ producer: KafkaProducer) {
        // Looked at before the failures are taken, so that none comes in between.
        isSettled = producer.outstandingCount == 0
        for failure in producer.takeFailures() where failure.tag >= firstTag {
            let position = failure.tag - firstTag
            guard position < UInt64(sentCount) else { continue }
            failures.append((records[Int(position)], failure.error))
        }
    }
}
