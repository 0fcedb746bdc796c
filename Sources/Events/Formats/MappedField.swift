// SPDX-License-Identifier: Apache-2.0

/// A field of the native event, of which the settings may say where events of another shape have it.
public struct MappedField: Sendable {
    /// What one text may say that stands for the field in all events of an input.
    enum Constant: Sendable { case none, text, words([String]), currency, number }

    /// The name in the settings: that of the native event.
    public let name: String
    let role: FieldRole
    let kinds: FieldSpecification.Kinds
    let constant: Constant

    private init(
        _ name: String,
        _ role: FieldRole,
        _ kinds: FieldSpecification.Kinds = [.string, .number],
        constant: Constant = .none
    ) {
        self.name = name
        self.role = role
        self.kinds = kinds
        self.constant = constant
    }

    /// The field of a name, or nil.
    public init?(name: String) {
        guard let found = Self.all.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// Whether the field may have one text for all events.
    public var takesConstant: Bool { if case .none = constant { false } else { true } }

    /// What a text for all events must be; nil: this one may be it.
    public func demand(ofConstant text: String) -> String? {
        switch constant {
        case .none: "left out"
        case .text: text.isEmpty ? "a text" : nil
        case .words(let words):
            words.contains(text) ? nil : "one of " + words.joined(separator: ", ")
        case .currency:
            CurrencyCode.pack(text) == nil ? "a currency code of three letters" : nil
        case .number: Self.isNumber(text) ? nil : "a number above 0"
        }
    }

    /// Whether it is one as the decoder reads it.
    private static func isNumber(_ text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy {
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: ".")
        }
        guard isPlain, text.first != ".", text.last != ".", let number = Double(text) else {
            return false
        }
        return number > 0 && number < 1e9
    }

    /// The words that a text for all events may be, where they are few.
    public var words: [String] { if case .words(let words) = constant { words } else { [] } }

    /// A value of another kind fails the event, where nothing could be counted without it.
    var isStrict: Bool { role == .type || role == .time || role == .received }
}

extension MappedField {
    /// All fields, in the order of the documentation.
    public static let all: [MappedField] =
        about + who + what + dimensions + numbers + flags + totals

    private static let about = [
        MappedField(
            "type",
            .type,
            constant: .words(EventMeaning.typeNames.filter { $0 != "other" })
        ),
        MappedField("time", .time),
        MappedField("received", .received),
        MappedField("id", .id),
        MappedField("id_parts", .idPart, [.string, .number, .bool]),
    ]

    private static let who = [
        MappedField("user", .user),
        MappedField("anonymous", .anonymous),
        MappedField("device", .device),
        MappedField("session", .session),
        MappedField("message", .message),
        MappedField("recipient", .recipient),
        MappedField("response", .response),
        MappedField("thread", .thread),
    ]

    private static let what = [
        MappedField("name", .name, constant: .text),
        MappedField("subtype", .bounce, constant: .words(EventMeaning.subtypeNames)),
        MappedField("object", .object, constant: .text),
        MappedField("channel", .channel, constant: .words(Channel.allCases.map(\.name))),
    ]

    private static let dimensions =
        [
            ("campaign", FieldRole.campaign), ("medium", .medium), ("referrer", .referrer),
            ("content", .content), ("country", .country), ("platform", .platform),
            ("browser", .browser), ("segment", .segment), ("persona", .persona), ("list", .list),
            ("question", .question), ("label", .label),
        ]
        .map { MappedField($0.0, $0.1, constant: .text) }

    private static let numbers = [
        MappedField("value", .value),
        MappedField("currency", .currency, constant: .currency),
        MappedField("score", .score),
        MappedField("scale", .scale, constant: .number),
        MappedField("sentiment", .sentiment),
    ]

    private static let flags =
        [
            MappedField("stage", .stage, constant: .words(words(of: JourneyStage.self))),
            MappedField("phase", .phase, constant: .words(words(of: EventPhase.self))),
            MappedField("mode", .mode, constant: .words(words(of: ParticipationMode.self))),
        ]
        + [("human", FieldRole.human), ("paid", .paid), ("own", .own)].map { name, role in
            MappedField(
                name,
                role,
                [.bool, .string, .number],
                constant: .words(["true", "false"])
            )
        }

    private static let totals = TotalsMetric.allCases.map { metric in
        MappedField("totals.\(metric.key)", FieldRole(metric))
    }

    private static func words<Word: CaseIterable>(of _: Word.Type) -> [String] {
        Word.allCases.map { "\($0)" }.filter { $0 != "none" }
    }
}
