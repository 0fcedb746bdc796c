// SPDX-License-Identifier: Apache-2.0

import Events

/// Where the newest rejection of each partition and reason is: at most as many as there are
/// partitions times reasons.
struct RejectionPlaces: Sendable {
    /// A rejection without what was rejected.
    struct Place: Sendable {
        /// The partition's number.
        var partition: Int
        /// The record's offset.
        var offset: Int64
        /// Position of the element in its record; nil: the record as a whole.
        var index: Int?
        /// The record's timestamp, ms.
        var timestamp: Int64
        /// What is wrong.
        var error: DecodeError
    }

    /// Side topics number their partitions apart from inputs.
    private struct Key: Hashable {
        var partition: Int
        var isOfTable: Bool
        var reason: RejectionReason
    }

    private var places: [Key: Place] = [:]

    /// Keeps a rejection of an input in the place of the one before it.
    mutating func note(
        _ rejection: Rejection,
        partition: Int,
        offset: Int64,
        timestamp: Int64
    ) {
        let key = Key(partition: partition, isOfTable: false, reason: rejection.error.reason)
        places[key] = Place(
            partition: partition,
            offset: offset,
            index: rejection.isWholeRecord ? nil : rejection.index,
            timestamp: timestamp,
            error: rejection.error
        )
    }

    /// Keeps a rejection of a side topic in the place of the one before it.
    mutating func note(
        _ error: DecodeError,
        tablePartition partition: Int,
        offset: Int64,
        timestamp: Int64
    ) {
        let key = Key(partition: partition, isOfTable: true, reason: error.reason)
        places[key] = Place(
            partition: partition,
            offset: offset,
            timestamp: timestamp,
            error: error
        )
    }

    /// The newest rejection for a reason in some partitions, by the records' timestamps; of equal
    /// ones that of the last partition.
    func newest(_ reason: RejectionReason, in partitions: [Int], isOfTable: Bool) -> Place? {
        partitions.compactMap { partition in
            places[Key(partition: partition, isOfTable: isOfTable, reason: reason)]
        }.max { ($0.timestamp, $0.partition) < ($1.timestamp, $1.partition) }
    }
}
