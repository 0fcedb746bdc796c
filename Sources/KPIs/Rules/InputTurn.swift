// SPDX-License-Identifier: Apache-2.0

/// A rule on inputs that begins or ceases to fire.
public struct InputTurn: Sendable, Equatable {
    /// Position among the rules on inputs.
    public let rule: Int
    /// Records of lag, a share that was rejected, or seconds of a watermark behind the clock.
    public let value: Double
    /// Whether it fires now.
    public let isFiring: Bool
    /// When it turned, ms since 1970.
    public let since: Int64

    /// A turn.
    public init(rule: Int, value: Double, isFiring: Bool, since: Int64) {
        (self.rule, self.value, self.isFiring, self.since) = (rule, value, isFiring, since)
    }
}
