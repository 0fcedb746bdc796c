// SPDX-License-Identifier: Apache-2.0

/// Since when each connection owes its next answer.
///
/// The C library only knows how long nothing moved; a client that sends or reads one byte now and
/// then would stay for ever.
struct AnswerDeadlines {
    /// What a connection has from its start or its last answer to the end of the next, ms.
    let limitMilliseconds: UInt64
    /// By descriptor; as many as there are connections, which the server limits.
    ///
    /// Turns tell the order within a millisecond.
    private var since: [Int32: (milliseconds: UInt64, turn: UInt64)] = [:]
    private var turn: UInt64 = 0

    init(limitMilliseconds: UInt64) { self.limitMilliseconds = limitMilliseconds }

    /// A connection begins, or has sent an answer.
    mutating func restart(_ descriptor: Int32, at milliseconds: UInt64) {
        turn += 1
        since[descriptor] = (milliseconds, turn)
    }

    /// A connection ends.
    mutating func remove(_ descriptor: Int32) { since[descriptor] = nil }

    /// The connection that is due first, which is then told no more; nil: none owes anything.
    ///
    /// Looks at all.
    mutating func takeFirstDue() -> Int32? {
        guard let first = since.min(by: { $0.value.turn < $1.value.turn })?.key else { return nil }
        since[first] = nil
        return first
    }

    /// The connections that are to be cut; each is told once.
    mutating func takeOverdue(at milliseconds: UInt64) -> [Int32] {
        let overdue = since.filter { milliseconds >= $0.value.milliseconds + limitMilliseconds }
            .map(\.key)
        for descriptor in overdue { since[descriptor] = nil }
        return overdue
    }
}
