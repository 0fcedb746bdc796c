// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The number of rows that all pane tables of a process may hold together.
///
/// When it is used up, no table makes another row until some are removed; the caller counts into
/// an overflow series instead.
///
/// - Note: Any thread. Only the creation and removal of rows touch it, not their updates.
public final class RowBudget: Sendable {
    /// The largest number of rows at a time.
    public let maximum: Int

    private let taken = Atomic<Int>(0)
    private let refusals = Atomic<UInt64>(0)

    /// A budget of which nothing is used.
    ///
    /// - Parameter maximum: The largest number of rows at a time, not negative.
    public init(maximum: Int) {
        precondition(maximum >= 0, "a row budget is not negative")
        self.maximum = maximum
    }

    /// Rows in use now.
    public var used: Int { taken.load(ordering: .relaxed) }

    /// How often a row was refused since the start.
    public var refused: UInt64 { refusals.load(ordering: .relaxed) }

    // Relaxed throughout: the counts publish nothing but themselves.

    func take() -> Bool {
        let before = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        guard before >= maximum else { return true }
        taken.wrappingSubtract(1, ordering: .relaxed)
        refusals.wrappingAdd(1, ordering: .relaxed)
        return false
    }

    /// Takes a row beyond the maximum, for what must not be lost.
    func takeAnyway() { taken.wrappingAdd(1, ordering: .relaxed) }

    func give(back count: Int) {
        taken.wrappingSubtract(count, ordering: .relaxed)
    }
}
