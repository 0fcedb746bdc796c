// SPDX-License-Identifier: Apache-2.0

public import KPIs

/// What the JSON interface tells about the process that it belongs to, and where it takes the rest.
public struct ServedApplication: Sendable {
    /// Where values are published.
    public let store: SnapshotStore
    /// The application's name.
    public let name: String
    /// The program's version.
    public let version: String
    /// The zone of windows of whole days.
    public let zone: String
    /// How often running windows are read, ms.
    public let everyMilliseconds: Int64
    /// When the process began, ms since 1970.
    public let started: Int64
    /// Tells this run of the process from others: letters and digits.
    public let boot: String
    /// The wall clock, ms since 1970.
    public let now: @Sendable () -> Int64

    /// A description.
    ///
    /// - Parameters:
    ///   - store: Where values are published.
    ///   - name: The application's name.
    ///   - version: The program's version.
    ///   - zone: The zone of windows of whole days.
    ///   - everyMilliseconds: How often running windows are read, ms.
    ///   - boot: Tells this run of the process from others: letters and digits.
    ///   - now: The wall clock, ms since 1970; what it shows now is when the process began.
    public init(
        store: SnapshotStore,
        name: String,
        version: String,
        zone: String,
        everyMilliseconds: Int64,
        boot: String,
        now: @escaping @Sendable () -> Int64
    ) {
        self.store = store
        self.name = name
        self.version = version
        self.zone = zone
        self.everyMilliseconds = everyMilliseconds
        self.boot = boot
        self.now = now
        started = now()
    }

    /// The `ETag` of what is made of one publication.
    func version(of state: PublishedState) -> String { "\(boot)-\(state.sequence)" }
}
