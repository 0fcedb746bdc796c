// SPDX-License-Identifier: Apache-2.0

/// What settings are read for, which decides what must be in them.
public enum SettingsPurpose: Sendable, Hashable {
    /// Reading from and writing to Kafka: needs `application`, `inputs`, `bootstrap.servers`.
    case daemon

    /// Work without a broker, such as a replay; nothing is required.
    case offline
}
