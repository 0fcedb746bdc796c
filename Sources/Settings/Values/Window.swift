// SPDX-License-Identifier: Apache-2.0

/// A shape of windows: `10s`, `1w`, `1mo`, `1h by 5m`.
public enum Window: Sendable, Hashable {
    /// Windows of a length, one after the other.
    case tumbling(Duration)
    /// Windows of a length that advance by another.
    case sliding(Duration, by: Duration)
    /// From Monday on.
    case week
    /// Of the calendar.
    case month

    /// The length; of a month the longest.
    public var length: Duration {
        switch self {
        case .tumbling(let size), .sliding(let size, _): size
        case .week: .seconds(7 * 86_400)
        case .month: .seconds(31 * 86_400)
        }
    }
}

extension Window: ScalarSettingValue {
    static var typeName: String { "a window" }
    static var hint: String { "write a duration such as 1h, 1w, 1mo, or two as in \"1h by 5m\"" }

    init?(setting text: String) {
        let words = text.split(separator: " ").map(String.init)
        switch (words.count, words.first) {
        case (1, "1w"): self = .week
        case (1, "1mo"): self = .month
        case (1, let word?):
            guard let size = Duration(setting: word) else { return nil }
            self = .tumbling(size)
        case (3, let word?):
            guard words[1] == "by", let size = Duration(setting: word),
                let hop = Duration(setting: words[2])
            else { return nil }
            self = .sliding(size, by: hop)
        default: return nil
        }
    }

    var yaml: String {
        switch self {
        case .tumbling(let size): size.yaml
        case .sliding(let size, let hop): "\"\(size.yaml) by \(hop.yaml)\""
        case .week: "1w"
        case .month: "1mo"
        }
    }
}
