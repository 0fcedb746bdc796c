// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline
import Settings

/// What `state show` tells; times in ms, sizes in bytes.
struct StateSummary: Codable, Equatable {
    /// The newest commit that is part of a whole state.
    struct Commit: Codable, Equatable {
        var generation: Int64
        var sequence: UInt64
        /// The version of the format.
        var format: Int
        var watermark: Int64?
        /// Whether definitions and identity key are those of the settings.
        var definitionsFit: Bool
        var identityFits: Bool
        /// Commits behind it that cannot be used.
        var lostCommits: Int
    }

    /// The topic and its records.
    struct Log: Codable, Equatable {
        var topic: String
        var firstOffset: Int64
        var endOffset: Int64
        /// Whether a transaction is open: a daemon runs, or has died just now.
        var isOpen: Bool
        var records: Int
        var commits: Int
        var faults: Int
        var bytes: Int
        var compressedBytes: Int
        /// When the newest record was written, and how long ago.
        var newest: Int64?
        var age: Int64?
    }

    /// Parts of a kind.
    struct Kind: Codable, Equatable {
        var kind: String
        var parts: Int
        var bytes: Int
        var compressedBytes: Int
    }

    /// An input partition.
    struct Input: Codable, Equatable {
        var topic: String
        var partition: Int32
        /// The offset to be read next.
        var next: Int64?
        /// The oldest offset and the end; nil: it does not exist any more.
        var oldest: Int64?
        var end: Int64?
        var lag: Int64?
        /// What the group has; nil: nothing.
        var group: Int64?
        /// Whether it has retired for good: its topic does not exist any more.
        var retired: Bool
    }

    var application: String
    var commit: Commit?
    var log: Log?
    var kinds: [Kind]
    var inputs: [Input]
    /// Whether the group's offsets are those of the state; nil: they are held back.
    var groupAgrees: Bool?

    /// Sums a reading up.
    ///
    /// - Parameters:
    ///   - reading: what was read.
    ///   - now: the clock on the wall, ms.
    init(_ reading: StateReading, now: Int64) {
        let (blueprint, audit) = (reading.blueprint, reading.audit)
        application = blueprint.settings.application
        commit = reading.stored.map { stored in
            let header = stored.header
            return Commit(
                generation: header.generation,
                sequence: header.sequence,
                format: Int(audit.version ?? StateHeader.version),
                watermark: header.watermark == .min ? nil : header.watermark,
                definitionsFit: header.definitions == blueprint.definitionsHash,
                identityFits: header.identity == blueprint.identityHash,
                lostCommits: stored.lostCommits
            )
        }
        log = reading.offsets.map { offsets in
            Log(
                topic: reading.topic.partition.topic,
                firstOffset: offsets.low,
                endOffset: offsets.high,
                isOpen: offsets.lastStable < offsets.high,
                records: audit.recordCount,
                commits: audit.commitCount,
                faults: audit.faultCount,
                bytes: audit.contentBytes,
                compressedBytes: audit.storedBytes,
                newest: audit.newestTime,
                age: audit.newestTime.map { now - $0 }
            )
        }
        kinds = (reading.stored?.image.shares() ?? []).map { share in
            Kind(
                kind: "\(share.kind)",
                parts: share.parts,
                bytes: share.bytes,
                compressedBytes: share.compressedBytes
            )
        }
        inputs = reading.inputs.map { input in
            let next = input.counts.nextOffset
            // A topic of the same name is another one.
            let ends = input.isGone ? nil : reading.ends[input.partition]
            return Input(
                topic: input.partition.topic,
                partition: input.partition.partition,
                next: next,
                oldest: ends?.lowerBound,
                end: ends?.upperBound,
                lag: next.flatMap { next in ends.map { max(0, $0.upperBound - next) } },
                group: input.isGone ? nil : reading.group?[input.partition],
                retired: input.isGone
            )
        }
        groupAgrees = reading.group.map { _ in reading.disagreements.isEmpty }
    }
}
