// SPDX-License-Identifier: Apache-2.0

/// What a tracker remembers of somebody once: of two, only one can be kept.
protocol Timed {
    /// When it happened, ms.
    var time: Int64 { get }
}

extension Timed {
    /// The later of one's own and another's; one's own of equal ones.
    static func later(_ own: Self?, _ other: Self) -> Self {
        if let own, own.time >= other.time { own } else { other }
    }

    /// The earlier of one's own and another's; one's own of equal ones.
    static func earlier(_ own: Self?, _ other: Self) -> Self {
        if let own, own.time <= other.time { own } else { other }
    }
}
