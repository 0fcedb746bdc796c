// SPDX-License-Identifier: Apache-2.0

/// What a thread does when its ring gives it nothing to do.
///
/// Call `wait` after each fruitless attempt and `reset` after each fruitful one. Every wait is
/// bounded, so a thread looks at its stop flag between two waits. Choose `BusySpinWaitStrategy` for
/// a core of one's own, `YieldingWaitStrategy` for shared cores under load, and
/// `ParkingWaitStrategy` where idle threads shall cost nothing.
public protocol WaitStrategy: Sendable {
    /// Passes a bounded moment.
    mutating func wait()
    /// Notes that there was work.
    mutating func reset()
}
