// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A wall clock that a test moves.
final class ManualClock: Sendable {
    private let milliseconds: Mutex<Int64>
    private let count = Atomic(0)

    init(_ milliseconds: Int64) { self.milliseconds = Mutex(milliseconds) }

    var now: Int64 {
        get { milliseconds.withLock { $0 } }
        set { milliseconds.withLock { $0 = newValue } }
    }

    /// A number that grows with each question.
    var readings: Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
}
