// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Counts the first installation of each device, for ever (rules: Semantics, section 6).
///
/// Owned and used by one aggregator.
struct InstallTracker: ~Copyable {
    struct Installation: BitwiseCopyable {
        var time: Int64
        var combination: UInt32

        var fact: Fact { Fact(.appInstalled, channel: .app, time: time, combination: combination) }
    }

    /// Whether anybody counts installations.
    let isWanted: Bool
    /// Devices remembered.
    var count: Int { devices.count }
    /// Installations that found no room.
    var refusedCount: Int { devices.refusedCount }

    var devices: ShardedTable<Installation>

    /// A tracker that anybody wants or nobody.
    init(_ parameters: TrackerParameters, wanted: FactKindSet = .all) {
        isWanted = wanted.contains(.appInstalled)
        devices = ShardedTable(limit: parameters.actorLimit)
    }

    /// Takes an installation.
    ///
    /// - Returns: whether it was remembered; false: the table is full.
    mutating func handle(
        device: UInt64,
        time: Int64,
        combination: UInt32,
        panes: inout PaneStore
    ) -> Bool {
        let installation = Installation(time: time, combination: combination)
        guard
            let found = devices.findOrInsert(
                device,
                initial: installation,
                isExpired: { _ in false }
            )
        else { return false }
        if found.isNew {
            FactChange.apply(nil, installation.fact, to: &panes)
        } else if time < found.entry.value.time {
            let before = found.entry.value.fact
            found.entry.value = installation
            FactChange.apply(before, installation.fact, to: &panes)
        }
        return true
    }
}

extension InstallTracker.Installation: NamesOneCombination {}
