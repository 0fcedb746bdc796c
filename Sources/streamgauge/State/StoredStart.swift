// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka
import Pipeline
import Settings

/// The state that a start goes on from, read from its topic and checked.
struct StoredStart {
    /// The newest state that is whole; nil: nothing was ever stored.
    let stored: StateLog.Stored?
    /// Its input partitions, by number.
    let inputs: [StoredInput]
    /// Behind the last record of the topic.
    let end: Int64
    /// The largest sequence of a commit in the topic.
    let sequence: UInt64
    /// Where the newest commit that holds everything begins in the topic; nil: it was deleted.
    let wholeOffset: Int64?
    /// What an operator must know.
    private(set) var alarms: [String] = []

    /// Reads the state of an application.
    ///
    /// The transaction of a predecessor must be decided: its producer's id was initialized.
    ///
    /// - Parameters:
    ///   - blueprint: the checked settings.
    ///   - place: what was read of the topic before; nil: nothing.
    /// - Throws: state that another application, another key or a later program wrote, or of which
    ///   nothing whole is left; brokers that cannot be reached.
    init(_ blueprint: Blueprint, from place: StateTail.Place? = nil) throws(ProgramError) {
        let topic = blueprint.settings.stateTopic
        var log = place?.log ?? StateLog(application: blueprint.settings.application)
        end = try Self.read(topic, from: place?.nextOffset, blueprint.kafka, into: &log)
        sequence = log.highestSequence
        wholeOffset = log.wholeOffset
        stored = log.stored
        if let damage = log.firstDamage {
            alarms.append("\(log.damagedCount) records of \(topic) are damaged: \(damage)")
        }
        guard let stored else {
            guard log.isEmpty else { throw Self.nothingWhole(topic) }
            inputs = []
            return
        }
        do throws(StateError) {
            inputs = try StoredInput.all(in: stored.image)
        } catch {
            throw ProgramError(.data, "the state in \(topic) cannot be used: \(error)")
        }
        guard stored.header.identity == blueprint.identityHash else {
            throw ProgramError(
                .settings,
                "the state in \(topic) was hashed with another identity key, with this one everybody "
                    + "would be somebody else: give the old key back, or begin anew with "
                    + "`streamgauge state reset`"
            )
        }
        if stored.lostCommits > 0 {
            alarms.append(
                "the last \(stored.lostCommits) commits in \(topic) cannot be used: what they wrote "
                    + "is written a second time"
            )
        }
    }

    /// Reads a topic of state to its end.
    ///
    /// - Returns: the offset behind it.
    static func read(
        _ topic: String,
        from offset: Int64? = nil,
        _ properties: KafkaProperties,
        into log: inout StateLog
    ) throws(ProgramError) -> Int64 {
        try StateTopic(topic, properties).read(from: offset) {
            record,
            offset,
            _ throws(ProgramError) in
            try take(record, at: offset, into: &log)
        }
    }

    /// Takes a record of state into a log.
    static func take(
        _ record: [UInt8],
        at offset: Int64? = nil,
        into log: inout StateLog
    ) throws(ProgramError) {
        do throws(StateError) {
            try log.take(record, at: offset)
        } catch {
            throw ProgramError(.settings, "\(error)")
        }
    }

    private static func nothingWhole(_ topic: String) -> ProgramError {
        ProgramError(
            .data,
            "nothing whole is left of the state in \(topic): begin anew with `streamgauge state "
                + "reset`, from a time that you choose, as another generation"
        )
    }
}

extension Settings {
    /// The topic of the stored state.
    var stateTopic: String { state.topic ?? "\(application)-state" }
}

extension Blueprint {
    /// What state of these definitions means.
    var storedPlan: StoredPlan { aggregator.storedPlan }

    /// Tells definitions apart whose state does not fit each other.
    var definitionsHash: UInt64 { storedPlan.fingerprint }

    /// Tells identity keys apart, without saying anything about them.
    var identityHash: UInt64 { StateHeader.identity(of: identity.fingerprint) }
}
