// SPDX-License-Identifier: Apache-2.0

/// Which input partitions have lost records that were never read, and what is still to be done.
struct Losses {
    /// Why records were not read, as a part of a sentence.
    enum Cause: String {
        case deleted = "were deleted before they were read"
        case unreadable = "cannot be read"
    }

    /// How long it waits before brokers are asked again, ms.
    static let retryInterval: Int64 = 1_000

    /// Partitions whose offset was gone, of side topics `~number`: brokers are asked where to go on.
    private(set) var open: Set<Int> = []
    /// Partitions of which the first record behind a loss has not come yet.
    private(set) var awaiting: Set<Int> = []
    private var nextTry = Int64.min

    var areOpen: Bool { !open.isEmpty }

    /// The offset to read next is not there.
    mutating func open(_ partition: Int) { open.insert(partition) }

    /// Where to go on was found.
    mutating func close(_ partition: Int) { open.remove(partition) }

    /// Records were lost: the next one tells from when on everything is known.
    mutating func awaitRecord(of partition: Int) { awaiting.insert(partition) }

    /// That record has come.
    mutating func meet(_ partition: Int) { awaiting.remove(partition) }

    /// Whether it is time to ask.
    mutating func isDue(_ now: Int64) -> Bool {
        guard now >= nextTry else { return false }
        nextTry = now + Self.retryInterval
        return true
    }
}
