// SPDX-License-Identifier: Apache-2.0

/// How long to wait before what failed is tried again: twice as long each time, within bounds.
public struct Backoff: Sendable {
    static let shortestMilliseconds = 100
    static let longestMilliseconds = 5_000

    private var milliseconds = Self.shortestMilliseconds

    /// The shortest wait comes first.
    public init() {}

    /// The next wait, ms.
    public mutating func next() -> Int {
        defer { milliseconds = min(2 * milliseconds, Self.longestMilliseconds) }
        return milliseconds
    }

    /// Begins with the shortest wait again, after something went well.
    public mutating func reset() {
        milliseconds = Self.shortestMilliseconds
    }
}
