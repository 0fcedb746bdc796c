// SPDX-License-Identifier: Apache-2.0

/// How long something took, again and again.
struct Durations {
    private(set) var milliseconds: [Int] = []

    mutating func add(_ duration: Duration) {
        milliseconds.append(Int(duration / .milliseconds(1)))
    }

    /// By nearest rank; nil: there is none.
    func quantile(_ part: Double) -> Int? {
        guard !milliseconds.isEmpty else { return nil }
        let rank = Int((part * Double(milliseconds.count)).rounded(.up))
        return milliseconds.sorted()[max(0, rank - 1)]
    }

    var figures: Figures {
        Figures(
            count: milliseconds.count,
            p50: quantile(0.5),
            p99: quantile(0.99),
            largest: milliseconds.max()
        )
    }

    /// What is told of them, ms.
    struct Figures: Codable, CustomStringConvertible {
        var count: Int
        var p50: Int?
        var p99: Int?
        var largest: Int?

        var description: String {
            guard let p50, let p99, let largest else { return "none" }
            return "\(count), p50 \(p50) ms, p99 \(p99) ms, largest \(largest) ms"
        }
    }
}
