// SPDX-License-Identifier: Apache-2.0

/// Finds rounds of the ingest loop of which nobody knows whether something came meanwhile.
///
/// A process that was stopped, a frozen machine, a commit that was waited for: the clock goes on, and
/// nothing is read. What is there is read after it; the time before is no silence of the inputs.
struct Stalls {
    /// The longest round that counts as reading, ms, where `time.idle` is short: idle polls take
    /// 50 ms, and a busy machine may make some of them longer.
    static let leastLimit: Int64 = 1_000
    /// Which part of `time.idle` a round may take, as its divisor: between long rounds there are polls,
    /// which tell more of silence than the rounds take from it.
    static let idleShare: Int64 = 4

    /// A round that takes longer is a stall, ms.
    let limit: Int64
    private var last: Int64?

    /// Stalls as they matter to the silence of partitions.
    ///
    /// - Parameter idleAfter: how long it lasts until they are idle, ms.
    init(idleAfter: Int64) { limit = max(Self.leastLimit, idleAfter / Self.idleShare) }

    /// Takes note that a round has polled.
    ///
    /// - Parameter now: monotonic ms.
    /// - Returns: whether it comes too long after the one before.
    mutating func end(_ now: Int64) -> Bool {
        defer { last = now }
        return last.map { now - $0 > limit } ?? false
    }
}
