// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kafka
import TestSupport
import Testing

/// Compares what is told so far with the model and with SQL, while the processes run.
final class EnduranceJudge {
    private let scene: Scene
    private let sql: SQLOracle
    private let admin: KafkaAdmin
    private let input: TopicTail
    private let output: TopicTail
    private var oracle: Oracle
    private var fed = 0
    /// The records of the input topic.
    private var stored: [TopicRecord] = []
    /// How many of them stand there once more than they were written.
    private var doubled = 0
    private var snapshots: [SnapshotRecord] = []
    private var told: Set<String> = []

    init(_ scene: Scene, partitions: Int32, engine: SQLOracle.Engine) throws {
        self.scene = scene
        sql = SQLOracle(engine: engine)
        admin = try KafkaAdmin(properties: ["bootstrap.servers": scene.broker.bootstrapServers])
        input = try TopicTail(scene.name, of: scene)
        output = try TopicTail(scene.name + "-out", of: scene)
        oracle = try Oracle(
            LongStory.selections,
            windows: LongStory.windows,
            lateness: LongStory.lateness,
            partitions: Int(partitions)
        )
    }

    /// Takes in what was written since the last time, as it stands on the input topic.
    ///
    /// What is there counts, not what was meant to be: a producer that is told to write each record once
    /// can still leave one twice where brokers are killed under it (confluentinc/librdkafka#4953).
    ///
    /// - Returns: how many records the topic has.
    func readInput(_ records: ArraySlice<TopicRecord>, after what: String) throws -> Int {
        let fresh = Array(records.dropFirst(fed))
        fed = records.count
        stored += try input.read()
        let doubles = Self.doubles(in: stored, of: records)
        #expect(doubles != nil, "after \(what), the topic has other records than were written")
        oracle.feed(fresh)
        if let doubles {
            oracle.feed(Array(doubles.dropFirst(doubled)))
            doubled = doubles.count
        }
        return stored.count
    }

    /// The records that stand on a topic once more than they were written, in the order of their offsets; nil:
    /// one is missing, or was never written.
    private static func doubles(
        in stored: [TopicRecord],
        of written: ArraySlice<TopicRecord>
    ) -> [TopicRecord]? {
        struct Identity: Hashable {
            var partition: Int32?
            var timestamp: Int64?
            var key: [UInt8]?
            var value: [UInt8]?

            init(_ record: TopicRecord) {
                partition = record.partition
                timestamp = record.timestamp
                key = record.key
                value = record.value
            }
        }
        var missing: [Identity: Int] = [:]
        for record in written { missing[Identity(record), default: 0] += 1 }
        var doubles: [TopicRecord] = []
        for record in stored {
            let identity = Identity(record)
            guard let count = missing[identity] else { return nil }
            missing[identity] = count - 1
            if count <= 0 { doubles.append(record) }
        }
        return missing.values.contains { $0 > 0 } ? nil : doubles
    }

    /// All that was told of the input, and nothing else, must stand on the output topic.
    ///
    /// - Returns: what the SQL says.
    func judge(after what: String) throws -> String {
        oracle.close()
        let differences = try awaitAgreement()
        #expect(differences == [], "after \(what)")
        let judgment = try sql.judge(input: input.file, output: output.file, folder: scene.folder)
        #expect(judgment.status == 0, "after \(what): \(judgment.text)")
        try expectNothingOpen(after: what)
        return judgment.lastLine
    }

    /// Kafka's own consumer must find the same, and the SQL nothing wrong with it.
    ///
    /// So nothing of the program has a part in the judgment, not even its way of reading.
    ///
    /// - Returns: what the SQL says.
    func judgeByConsole() throws -> String {
        let read = try scene.broker.recordsByConsole(of: scene.name)
        #expect(read.count == stored.count)
        let told = try scene.broker.recordsByConsole(of: scene.name + "-out")
        #expect(told.count == snapshots.count)
        let files = (
            scene.folder.appendingPathComponent("console-input.ndjson"),
            scene.folder.appendingPathComponent("console-output.ndjson")
        )
        try RecordLines.encoded(read).write(to: files.0)
        try RecordLines.encoded(told).write(to: files.1)
        let judgment = try sql.judge(input: files.0, output: files.1, folder: scene.folder)
        #expect(judgment.status == 0, "\(judgment.text)")
        return judgment.lastLine
    }

    /// A window is revised half a minute after it was last, so some of it may be yet to come.
    private func awaitAgreement() throws -> [String] {
        var differences: [String] = []
        for _ in 0..<8 {
            try readOutput()
            differences = oracle.heldDifferences(from: snapshots)
            if differences.isEmpty { break }
            usleep(5_000_000)
        }
        return differences
    }

    private func readOutput() throws {
        let more = try SnapshotRecord.all(in: output.read())
        for snapshot in more {
            let isNew = told.insert("\(snapshot.key) \(snapshot.revision)").inserted
            #expect(isNew, "told twice: \(snapshot)")
        }
        snapshots += more
    }

    /// No transaction is left that would hold readers of committed records back.
    ///
    /// One may be open at this moment, but each of them ends.
    private func expectNothingOpen(after what: String) throws {
        for topic in ["-out", "-rejected", "-state"].map({ scene.name + $0 }) {
            for partition in try admin.topic(topic).partitions {
                let high = try admin.offsets(of: partition).high
                try Patience.wait(for: "transactions on \(partition) to end, after \(what)") {
                    try admin.offsets(of: partition).lastStable >= high ? true : nil
                }
            }
        }
    }

    /// That every transaction has ended, once nobody writes any more.
    func expectNothingOpenAtAll() throws {
        for topic in ["-out", "-rejected", "-state"].map({ scene.name + $0 }) {
            for partition in try admin.topic(topic).partitions {
                let offsets = try admin.offsets(of: partition)
                #expect(offsets.lastStable == offsets.high, "\(partition)")
            }
        }
    }

    /// How much of the state's log is left.
    func stateSize() throws -> EnduranceFigures.StateSize {
        let topic = scene.name + "-state"
        let offsets = try admin.offsets(of: TopicPartition(topic: topic, partition: 0))
        return EnduranceFigures.StateSize(
            offsets: offsets.high - offsets.low,
            fileBytes: scene.broker.logBytes(of: topic)
        )
    }

    /// What a start would have to read, bytes.
    func stateBytes() throws -> Int {
        try scene.broker.reader(scene.name + "-state").readAll()
            .reduce(0) { $0 + ($1.value?.count ?? 0) }
    }
}
