// SPDX-License-Identifier: Apache-2.0

extension Plan {
    /// Event types that make or change facts of some kinds, as far as a table counts these, as bits
    /// by `EventType.rawValue`.
    ///
    /// - Parameter kinds: what a tracker says.
    /// - Returns: 0: nothing is selected that needs the tracker.
    public func types(of kinds: [FactKind]) -> UInt64 {
        kinds.reduce(0) { bits, kind in
            updates[Int(kind.rawValue)].isEmpty ? bits : bits | kind.sources(channels: .max)
        }
    }
}
