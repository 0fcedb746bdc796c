// SPDX-License-Identifier: Apache-2.0

/// The fields of the native event; the raw value is the slot.
enum NativeField: UInt8, CaseIterable {
    case type, time, received, id
    case user, anonymous, device, session, message, recipient, object, response, thread, name
    case subtype, channel, paid, own, human, sentiment, phase, mode
    case value, currency, score, scale
    case campaign, medium, referrer, content, country, platform, browser, segment, persona, list
    case question, label, stage
    case totals

    /// All of them, followed by one field for each `TotalsMetric`.
    static let specifications: [FieldSpecification] =
        allCases.map { FieldSpecification("\($0)", $0.kinds) }
        + TotalsMetric.allCases.map { FieldSpecification("totals.\($0.key)", .number) }

    /// The slot of a running total.
    @inline(__always)
    static func slot(of metric: TotalsMetric) -> UInt8 { totals.rawValue + 1 + metric.rawValue }

    private var kinds: FieldSpecification.Kinds {
        switch self {
        case .time, .received: .time
        case .paid, .own, .human: .bool
        case .sentiment: [.string, .number]
        case .value, .score, .scale: .number
        case .totals: .object
        default: .string
        }
    }
}
