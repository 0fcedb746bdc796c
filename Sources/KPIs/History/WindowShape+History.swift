// SPDX-License-Identifier: Apache-2.0

extension WindowShape {
    /// The fewest windows of a series that are kept.
    static let fewestKept = 24

    /// How long finals of such windows are kept, ms: an hour below a minute, a day below an hour,
    /// 30 days below a day, a year from a day on.
    var keptFor: Int64 {
        switch longest {
        case ..<60_000: 3_600_000
        case ..<3_600_000: Self.day
        case ..<Self.day: 30 * Self.day
        default: 365 * Self.day
        }
    }

    /// How many windows of a series are kept, besides those of a block that is not yet full.
    var keptCount: Int {
        let step = if case .sliding(_, let hop) = self { hop } else { shortest }
        return max(Self.fewestKept, Int(keptFor / step))
    }
}
