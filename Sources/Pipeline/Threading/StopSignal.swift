// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Tells the threads of a pipeline to finish.
///
/// Any thread may raise and read it.
public final class StopSignal: Sendable {
    private let raised = Atomic(false)

    /// A signal that is not raised.
    public init() {}

    /// Whether it was raised.
    public var isRaised: Bool {
        // Acquires what `raise` released.
        raised.load(ordering: .acquiring)
    }

    /// Raises it, for good.
    public func raise() { raised.store(true, ordering: .releasing) }
}
