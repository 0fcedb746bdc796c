// SPDX-License-Identifier: Apache-2.0

import Events

/// One thing that the thread that reads a replay's input tells the one that counts, in order.
struct ReplayItem: BitwiseCopyable, Sendable {
    /// What is told.
    enum Kind: UInt8, BitwiseCopyable {
        case event, unwanted, recordSeen
    }

    var kind: Kind
    /// Whether a record begins with it: the one before is complete.
    var beginsRecord: Bool
    /// Of an unwanted event, ms since 1970.
    var time: Int64 = 0
    var event = Event()
}
