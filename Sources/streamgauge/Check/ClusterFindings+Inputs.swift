// SPDX-License-Identifier: Apache-2.0

import Kafka
import KPIs
import Settings
import YAMLText

extension ClusterFindings {
    /// A difference of clocks that is not worth a word, ms.
    private static let clockTolerance: Int64 = 2_000
    /// How far a record's time may be ahead of our clock before it is told, ms.
    private static let aheadTolerance: Int64 = 60_000

    /// Looks at what removes records of an input before they are counted.
    ///
    /// - Parameters:
    ///   - topic: its name.
    ///   - configuration: its settings by their names in Kafka; empty: they cannot be read.
    ///   - horizon: how long a record is needed at most.
    mutating func checkRetention(
        of topic: String,
        _ configuration: [String: String],
        _ horizon: RecordHorizon
    ) {
        guard !configuration.isEmpty else { return }
        if configuration["cleanup.policy"]?.split(separator: ",").contains("compact") == true {
            warn(
                "it is compacted: an event may be removed before it is read",
                fix: alter(topic, "cleanup.policy=delete")
            )
        }
        let kept = configuration["retention.ms"].flatMap { Int64($0) } ?? -1
        guard kept >= 0, kept < horizon.milliseconds else { return }
        warn(
            "it keeps records for \(DurationText.of(kept)), windows may need them for "
                + "\(horizon.text): after a longer outage or a `state reset` they would be "
                + "`complete: false`",
            fix: alter(topic, "retention.ms=\(horizon.milliseconds)")
        )
    }

    /// Looks at whether a bound of bytes removes records too early.
    ///
    /// - Parameters:
    ///   - topic: its name.
    ///   - kept: the time between the oldest and the newest record of the partition that has the least,
    ///     ms; nil: none has lost records, so nothing is known.
    ///   - horizon: how long a record is needed at most.
    mutating func checkSize(of topic: String, kept: Int64?, _ horizon: RecordHorizon) {
        guard let kept, kept < horizon.milliseconds else { return }
        warn(
            "its retention.bytes leave a partition records of \(DurationText.of(kept)), windows may "
                + "need those of \(horizon.text)",
            fix: alter(topic, "retention.bytes=-1")
        )
    }

    /// Looks at what some records of an input are like.
    ///
    /// - Parameters:
    ///   - survey: of a topic.
    ///   - partitionCount: how many it has.
    ///   - now: our clock, ms.
    mutating func check(_ survey: InputSurvey, partitionCount: Int, now: Int64) {
        check(spread: survey.spread.verdict, count: survey.count, partitionCount)
        checkAhead(survey.newest.map { $0 - now } ?? 0)
    }

    /// Tells whether the events of an actor lie in one partition.
    mutating func check(spread: ActorSpread.Verdict, count: Int, _ partitionCount: Int) {
        guard partitionCount > 1 else { return }
        switch spread {
        case .unknown:
            note("  keyed by actor: cannot be told, too few actors in its newest \(count) records")
        case .keyed:
            note("  keyed by actor: yes, by its newest \(count) records")
        case .spread(let several, of: let all):
            warn(
                "\(several) of \(all) actors have events in several partitions: their order is "
                    + "lost where partitions are not read alike",
                fix: "let producers take the actor's id (anonymous, else device, else user) as key "
                    + "of the record; till then `time.out_of_orderness` and `time.lateness` must "
                    + "cover how far partitions are apart"
            )
        }
    }

    /// Tells of records whose times lie ahead of our clock, ms.
    mutating func checkAhead(_ ahead: Int64) {
        guard ahead > Self.aheadTolerance else { return }
        let time = DurationText.of(ahead / 1_000 * 1_000)
        warn(
            "its newest record is \(time) ahead of this machine's clock",
            fix: "set the clock that is wrong, here or of its producer: `timedatectl status` "
                + "tells; events further ahead than `time.max_ahead` are rejected"
        )
    }

    /// Looks at how our clock and that of a broker differ.
    mutating func check(_ outcome: ClockProbe.Outcome) {
        switch outcome {
        case .unknown(let reason):
            note("clock: not compared with a broker's: \(reason)")
        case .measured(let ahead, let within):
            let side = ahead < 0 ? "behind" : "ahead of"
            let text = "\(ahead.magnitude) ms (± \(within) ms) \(side) this machine's"
            note("clock: that of the broker asked is \(text)")
            guard Int64(ahead.magnitude) - within > Self.clockTolerance else { return }
            warn(
                "by as much are `time.stale_after`, lag in time and ages of values wrong here",
                fix: "set the clock that is wrong, here or there: `timedatectl status` tells "
                    + "whether it is kept in time"
            )
        }
    }

    /// The command that changes a setting of a topic.
    func alter(_ topic: String, _ setting: String) -> String {
        let servers =
            settings.kafkaProperty("bootstrap.servers")
            ?? settings.kafkaProperty("metadata.broker.list") ?? "BROKER:9092"
        return "kafka-configs.sh --bootstrap-server \(servers) --alter --entity-type topics "
            + "--entity-name \(topic) --add-config \(setting)"
    }
}
