// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A flag that one side raises once and others look at.
///
/// Raise the one that `HealthCheck.notDraining` looks at when the process begins to stop.
public final class OneWayFlag: Sendable {
    private let raised = Atomic(false)

    /// A flag that is not raised.
    public init() {}

    // Acquire: pairs with the store in `raise`.
    /// Whether it was raised; any thread.
    public var isRaised: Bool { raised.load(ordering: .acquiring) }

    // Release: pairs with the load in `isRaised`.
    /// Raises it, for good; any thread.
    public func raise() { raised.store(true, ordering: .releasing) }
}
