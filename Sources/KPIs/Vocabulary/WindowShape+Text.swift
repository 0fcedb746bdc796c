// SPDX-License-Identifier: Apache-2.0

extension WindowShape {
    /// The length as snapshots write it: `10s`, `1d`, `1w`, `1mo`.
    public var sizeText: String {
        switch self {
        case .tumbling(let size), .sliding(let size, _): DurationText.of(size)
        case .week: "1w"
        case .month: "1mo"
        }
    }

    /// The distance of starts as snapshots write it.
    public var hopText: String {
        if case .sliding(_, let hop) = self { DurationText.of(hop) } else { sizeText }
    }

    /// The shape as settings write it: `1h`, `1w`, `1h by 5m`.
    public var text: String {
        if case .sliding = self { "\(sizeText) by \(hopText)" } else { sizeText }
    }

    /// The most panes of a sliding window.
    static let mostPanes: Int64 = 1_000

    /// The shape that a text describes; nil: none.
    ///
    /// - Parameter text: A length, or two with `by` between them: the second must divide the first
    ///   and be at least a thousandth of it.
    public init?(text: String) {
        let words = text.split(separator: " ").map(String.init)
        switch (words.count, words.first) {
        case (1, "1w"): self = .week
        case (1, "1mo"): self = .month
        case (1, let word?):
            guard let size = DurationText.milliseconds(word), size > 0 else { return nil }
            self = .tumbling(size)
        case (3, let word?):
            guard words[1] == "by", let size = DurationText.milliseconds(word),
                let hop = DurationText.milliseconds(words[2]), hop > 0, size > hop,
                size % hop == 0, size / hop <= Self.mostPanes
            else { return nil }
            self = .sliding(size: size, hop: hop)
        default: return nil
        }
    }
}
