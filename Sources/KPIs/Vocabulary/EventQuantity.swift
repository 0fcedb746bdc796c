// SPDX-License-Identifier: Apache-2.0

/// Quantities of an event.
@frozen public enum EventQuantity: UInt8, Sendable, Hashable, CaseIterable, BitwiseCopyable {
    /// The value, as it is given; summed in millionths.
    case value
    /// The value of an event whose value is a time in ms.
    case duration
    /// The score; summed in thousandths.
    case score
    /// The upper end of the score's scale; summed in thousandths.
    case scale
    /// The sentiment, -1 to 1; summed in thousandths.
    case sentiment
    /// The score as often as the value says, both given; summed in thousandths.
    case weighted
    /// The value where it says how often something happened; summed in thousandths.
    case times

    /// The largest magnitude that measures take, so that sums and squares fit into 64 bits.
    public var limit: Double {
        switch self {
        case .value: 9e12
        case .duration: 1e11
        case .score, .scale, .sentiment: 1e8
        case .weighted: 1e14
        case .times: 9e12
        }
    }

    /// How many steps of a sum make one.
    public var steps: Double {
        switch self {
        case .value: Double(Fact.unit)
        case .duration: 1
        case .score, .scale, .sentiment, .weighted, .times: 1_000
        }
    }
}
