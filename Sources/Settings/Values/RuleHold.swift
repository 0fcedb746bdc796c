// SPDX-License-Identifier: Apache-2.0

/// How long something must hold: so many windows in a row, or so long in event time.
public enum RuleHold: Sendable, Hashable {
    /// Windows in a row.
    case windows(Int)
    /// Event time, rounded up to whole windows.
    case time(Duration)

    /// The most windows that are counted.
    public static let mostWindows = 1_000
}

extension RuleHold: ScalarSettingValue {
    static var typeName: String { "a number of windows, 1 to \(mostWindows), or a duration" }
    static var hint: String { "write a number such as 3, or a duration such as 30m" }

    init?(setting text: String) {
        if let count = Int(text) {
            guard 1...Self.mostWindows ~= count else { return nil }
            self = .windows(count)
        } else {
            guard let time = Duration(setting: text), time > .zero else { return nil }
            self = .time(time)
        }
    }

    var yaml: String {
        switch self {
        case .windows(let count): count.yaml
        case .time(let time): time.yaml
        }
    }
}
