// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kafka
import TestSupport
import Testing

/// A long story, told while processes and the broker are killed, and judged again and again.
final class Endurance {
    /// How much of it.
    struct Extent {
        var kills: Int
        var brokerKills: Int
        /// After so many blows all that was told is judged.
        var checkEvery: Int
        var days: Int64
        var eventsPerDay: Int
        var engine: SQLOracle.Engine
    }

    private static let partitions: Int32 = 3

    /// What the log of the state may hold: two processes leave up to 160 commits each, of a record and
    /// the transaction's own, which is 640; half as much again for aborted ones and a missed trim.
    static let stateOffsetsLimit: Int64 = 960

    private let extent: Extent
    private let broker: KafkaBroker
    private let fault: StepFault
    private let proxy: BrokerProxy
    private let scene: Scene
    private let records: [TopicRecord]
    private let feeder: Feeder
    private let blows: [Blow]
    private let judge: EnduranceJudge
    private var random: SplitMix64
    private var crew: Crew
    private var figures: EnduranceFigures

    init(_ extent: Extent, seed: UInt64) throws {
        self.extent = extent
        let (fault, broker) = (StepFault(), try KafkaBroker())
        self.fault = fault
        self.broker = broker
        proxy = try broker.proxy { fault.judge($0) }
        var scene = try Scene("endurance", partitions: Self.partitions, broker: broker)
        scene.connect(to: proxy)
        scene.sections["http"] = "{listen: \"127.0.0.1:0\", series: 100}"
        LongStory.apply(to: &scene)
        try Self.createStateTopic(of: scene)
        self.scene = scene
        records = LongStory.records(
            seed: seed,
            days: extent.days,
            eventsPerDay: extent.eventsPerDay,
            partitions: Self.partitions
        )
        random = SplitMix64(seed: seed)
        blows = Blow.plan(kills: extent.kills, brokerKills: extent.brokerKills, &random)
        // A share of the story is written within about three seconds.
        let atOnce = max(1, records.count / blows.count / 60)
        feeder = try Feeder(records, to: scene, atOnce: atOnce)
        feeder.allow(records.count / blows.count)
        judge = try EnduranceJudge(scene, partitions: Self.partitions, engine: extent.engine)
        crew = try Crew(scene)
        figures = EnduranceFigures(seed: seed, records: records.count)
    }

    /// Closed files of the log are small, so that what is deleted of it is seen to go.
    private static func createStateTopic(of scene: Scene) throws {
        try scene.broker.createTopic(
            scene.name + "-state",
            configuration: ["retention.ms": "-1", "segment.bytes": "\(1 << 24)"]
        )
    }

    /// Plays the story to its end.
    ///
    /// - Returns: what was measured.
    /// - Throws: where something does not come back.
    func run() throws -> EnduranceFigures {
        defer {
            feeder.stop()
            proxy.stop()
            broker.stop()
        }
        let begun = ContinuousClock.now
        try awaitCommit(beyond: 0)
        for (index, blow) in blows.enumerated() {
            feeder.allow(records.count * (index + 1) / blows.count)
            let failed = "blow \(index), \(blow)"
            do {
                try deliver(blow)
            } catch {
                throw Daemon.Ended(description: "\(failed): \(error)")
            }
            figures.state.append(try judge.stateSize())
            if (index + 1).isMultiple(of: extent.checkEvery) { try check(after: failed) }
        }
        try check(after: "the end")
        #expect(crew.leader.stop() == 0, "\(crew.leader.log)")
        if let standby = crew.standby { #expect(standby.stop() == 0, "\(standby.log)") }
        try judge.expectNothingOpenAtAll()
        figures.judgments.append(try judge.judgeByConsole())
        figures.seconds = Int((ContinuousClock.now - begun) / .seconds(1))
        return figures
    }

    private func deliver(_ blow: Blow) throws {
        try expectBalance()
        switch blow {
        case .moment(let delay):
            if random.chance(30) { try crew.addStandby() }
            usleep(UInt32(delay) * 1_000)
            crew.leader.kill()
            figures.kills.atMoments += 1
            try awaitSuccessor()
        case .step(.initProducerID, let isAnswer, let count):
            // Only who begins asks for it.
            crew.leader.kill()
            figures.kills.atMoments += 1
            fault.arm(.initProducerID, isAnswer: isAnswer, count: count)
            _ = try crew.succeed()
            try awaitStrike()
        case .step(let api, let isAnswer, let count):
            if random.chance(30) { try crew.addStandby() }
            fault.arm(api, isAnswer: isAnswer, count: count)
            try awaitStrike()
        case .broker(let delay, let takesLeader):
            try killBroker(after: delay, takesLeader: takesLeader)
        }
    }

    private func awaitStrike() throws {
        fault.expose(crew.leader)
        try fault.awaitStrike()
        #expect(crew.leader.awaitEnd() == SIGKILL, "\(crew.leader.log)")
        figures.kills.atSteps += 1
        try awaitSuccessor()
    }

    private func awaitSuccessor() throws {
        let begun = ContinuousClock.now
        let stoodBy = try crew.succeed()
        try crew.leader.awaitLog("goes on from the stored state")
        let led = ContinuousClock.now - begun
        try awaitCommit(beyond: 0)
        let committed = ContinuousClock.now - begun
        if stoodBy {
            figures.leads.add(led)
            figures.takeovers.add(committed)
        } else {
            figures.restarts.add(committed)
        }
    }

    private func killBroker(after delay: Int64, takesLeader: Bool) throws {
        let before = try crew.leader.commitCount() ?? 0
        usleep(UInt32(delay) * 1_000)
        broker.stop()
        figures.kills.ofBroker += 1
        if takesLeader {
            crew.leader.kill()
            figures.kills.withBroker += 1
        }
        try broker.start()
        let begun = ContinuousClock.now
        if takesLeader { _ = try crew.succeed() }
        // One more may have been committed before the broker was gone.
        try awaitCommit(beyond: takesLeader ? 0 : before + 1)
        figures.outages.add(ContinuousClock.now - begun)
        guard crew.standby != nil else { return }
        // Where the outage was longer than the session, who stood by may find the seat empty.
        usleep(2_000_000)
        if try crew.isDeposed() { try awaitCommit(beyond: 0) }
    }

    /// Waits until the process that leads has committed more than so many transactions.
    private func awaitCommit(beyond count: Int) throws {
        var count = count
        try Patience.wait(for: "a commit") {
            if try crew.isDeposed() { count = 0 }
            return try crew.leader.commitCount().flatMap { $0 > count ? true : nil }
        }
    }

    private func expectBalance() throws {
        if try crew.isDeposed() { try awaitCommit(beyond: 0) }
        let metrics = try crew.leader.metrics()
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        #expect(metrics.sum("streamgauge_lost_records_total") == 0)
    }

    private func check(after what: String) throws {
        let written = try feeder.awaitWritten()
        let stored = try judge.readInput(records.prefix(written), after: what)
        let metrics = try crew.leader.awaitRecords(stored)
        #expect(try crew.leader.readRecords() == stored, "after \(what)")
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0, "after \(what)")
        let judgment = try judge.judge(after: what)
        figures.judgments.append(judgment)
        figures.stateBytes.append(try judge.stateBytes())
    }
}
