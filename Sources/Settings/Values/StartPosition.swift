// SPDX-License-Identifier: Apache-2.0

/// Where reading begins when there is no stored state.
public enum StartPosition: Sendable, Hashable {
    /// At the oldest record a partition still has.
    case earliest

    /// Behind the newest record.
    case latest

    /// At the first record with that timestamp or a later one; milliseconds since 1970, UTC.
    case time(milliseconds: Int64)
}

extension StartPosition: ScalarSettingValue {
    static let typeName = "earliest, latest or a time"
    static let hint = "write earliest, latest, RFC 3339 (2026-01-01T00:00:00Z) or integer ms"

    init?(setting text: String) {
        switch text {
        case "earliest": self = .earliest
        case "latest": self = .latest
        default:
            guard let time = Timestamp(setting: text) else { return nil }
            self = .time(milliseconds: time.milliseconds)
        }
    }

    var yaml: String {
        switch self {
        case .earliest: "earliest"
        case .latest: "latest"
        case .time(let milliseconds): "\(milliseconds)"
        }
    }
}
