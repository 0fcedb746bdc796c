// SPDX-License-Identifier: Apache-2.0

/// What is wrong with an event: a few bytes without heap, a sentence on demand.
public struct DecodeError: Error, Sendable, Equatable {
    /// What is wrong, as far as a sentence tells it.
    enum Problem: UInt8 {
        case malformed, notUTF8, tooDeep, notObject, duplicateKey, wrongKind, missing, unreadable
        case outOfRange, unknownWord, tooLarge, implausible, noKey, noRate
        case notInUnit
    }

    /// The bounded reason.
    public let reason: RejectionReason
    let problem: Problem
    /// Slot of the field at fault, where it is about one.
    let slot: UInt8
    let format: InputFormat
    /// Names of the fields, where the format is described in the settings.
    let labels: FieldLabels?

    init(
        _ reason: RejectionReason,
        _ problem: Problem,
        slot: UInt8 = 0,
        format: InputFormat = .native,
        labels: FieldLabels? = nil
    ) {
        self.reason = reason
        self.problem = problem
        self.slot = slot
        self.format = format
        self.labels = labels
    }

    /// The event's time is implausible against when it was received.
    public static let badTime = DecodeError(.badTime, .implausible)

    /// The event's currency has no rate.
    public static let noRate = DecodeError(.currency, .noRate)

    /// One sentence for people; holds names of fields, never content of the event.
    public var message: String {
        let field = labels?.name(ofSlot: slot) ?? format.fieldName(Int(slot))
        return switch problem {
        case .malformed: (labels?.layout ?? format.vendor?.layout ?? .json).malformed.sentence
        case .notUTF8: "The event is not UTF-8."
        case .tooDeep: "The event is nested too deep."
        case .notObject: "The event is not a JSON object."
        case .duplicateKey: "The field '\(field)' is given twice."
        case .wrongKind: "The field '\(field)' has a value of the wrong kind."
        case .missing: "The field '\(field)' is missing."
        case .unreadable: "The field '\(field)' is not a time (RFC 3339 or integer ms)."
        case .notInUnit:
            "The field '\(field)' is not a time (\(timeUnit.name))."
        case .outOfRange: "The field '\(field)' is out of range."
        case .unknownWord: "The field '\(field)' is not one of its allowed words."
        case .tooLarge: "The record's value is larger than the limit."
        case .implausible: "The event's time is too far from when it was received."
        case .noKey: "The record has no key."
        case .noRate: "The event's currency has no rate in money.rates."
        }
    }

    private var timeUnit: TimeUnit {
        labels?.unit(ofSlot: slot) ?? format.timeUnit(ofSlot: slot)
    }
}
