// SPDX-License-Identifier: Apache-2.0

/// Whether a rule fires for one series, which follows the readings of its windows.
///
/// Pure: the same readings give the same states.
@frozen public struct RuleState: Sendable, Equatable, BitwiseCopyable {
    /// Whether it fires.
    public var isFiring: Bool
    /// How many windows in a row spoke against `isFiring`.
    public var run: Int

    /// A state; without arguments that of a series that was never off.
    public init(isFiring: Bool = false, run: Int = 0) {
        (self.isFiring, self.run) = (isFiring, run)
    }

    /// Whether nothing is to be remembered.
    public var isCalm: Bool { !isFiring && run == 0 }

    /// Takes the reading of the next window.
    ///
    /// - Parameters:
    ///   - isOff: whether it is off; nil: it cannot be judged, and what was before no longer counts.
    ///   - hold: how many windows in a row turn it.
    /// - Returns: whether it turned.
    public mutating func take(_ isOff: Bool?, hold: Int) -> Bool {
        guard let isOff, isOff != isFiring else {
            run = 0
            return false
        }
        run += 1
        guard run >= hold else { return false }
        self = RuleState(isFiring: isOff)
        return true
    }
}
