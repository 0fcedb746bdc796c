// SPDX-License-Identifier: Apache-2.0

/// How long to wait before a receiver is tried again: twice as long each time, scattered, so that many
/// daemons do not come back at once.
struct PushBackoff: Sendable {
    /// The first wait at most, ms.
    static let shortest: Int64 = 1_000
    /// Any wait at most, ms.
    static let longest: Int64 = 60_000

    private var most = Self.shortest

    /// The next wait: from half to the whole of what doubles.
    ///
    /// - Parameter random: from 0 to 1.
    /// - Returns: ms.
    mutating func next(random: Double) -> Int64 {
        defer { most = min(2 * most, Self.longest) }
        return most / 2 + Int64(Double(most / 2) * random)
    }

    /// Begins with the shortest wait again, after something went well.
    mutating func reset() { most = Self.shortest }
}
