// SPDX-License-Identifier: Apache-2.0

public import KPIs

/// Where early values go besides the snapshot store.
public protocol LiveOutput: Sendable {
    /// Offers an early value; false: there is no room now, it comes again.
    func offer(_ snapshot: Snapshot) -> Bool
    /// Called once a round, also when nothing was offered.
    func serve()
}
