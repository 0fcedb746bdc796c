// SPDX-License-Identifier: Apache-2.0

/// What is wrong with an event: a few bytes without heap, a sentence on demand.
public struct DecodeError: Error, Sendable, Equatable {
    /// What is wrong, as far as a sentence tells it.
    enum Problem: UInt8 {
        case malformed, notJSON, notUTF8, tooDeep, notObject, duplicateKey, wrongKind, missing,
            unreadable
        case outOfRange, unknownWord, tooLarge, implausible, noKey, noRate
        case notInUnit, fieldNotUTF8, tooLong, badCompression
    }

    /// The bounded reason.
    public let reason: RejectionReason
    var problem: Problem
    /// Slot of the field at fault, where it is about one.
    var slot: UInt8
    let format: InputFormat
    /// Names of the fields, where the format is described in the settings.
    let labels: FieldLabels?
    /// Whether `format` is that of an envelope or lies in one, and how that came.
    var mode = EventEnvelope.Mode.bare

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

    private var place: String {
        if let labels { return "field '\(labels.name(ofSlot: slot))'" }
        guard mode != .bare else { return "field '\(format.fieldName(Int(slot)))'" }
        let data = format == .cloudevents ? nil : format
        return EventEnvelope(around: data).place(ofSlot: slot, mode)
    }

    /// One sentence for people; holds names of fields, never content of the event.
    public var message: String {
        let field = place
        return switch problem {
        case .malformed: (labels?.layout ?? format.vendor?.layout ?? .json).malformed.sentence
        case .notJSON: "The event is not well-formed JSON."
        case .notUTF8: "The event is not UTF-8."
        case .tooDeep: "The event is nested too deep."
        case .notObject: "The event is not a JSON object."
        case .duplicateKey: "The \(field) is given twice."
        case .wrongKind: "The \(field) has a value of the wrong kind."
        case .missing: "The \(field) is missing."
        case .unreadable: "The \(field) is not a time (RFC 3339 or integer ms)."
        case .notInUnit:
            "The \(field) is not a time (\(timeUnit.name))."
        case .outOfRange: "The \(field) is out of range."
        case .unknownWord: "The \(field) is not one of its allowed words."
        case .fieldNotUTF8: "The \(field) is not UTF-8."
        case .tooLong: "The \(field) is longer than \(HeaderAttributes.lengthLimit) bytes."
        case .badCompression: "The value begins as gzip or Zstandard but cannot be decompressed."
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
