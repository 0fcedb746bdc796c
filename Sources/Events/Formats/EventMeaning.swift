// SPDX-License-Identifier: Apache-2.0

/// What the name of an event means.
public struct EventMeaning: BitwiseCopyable, Sendable {
    let type: EventType
    let subtype: Subtype
    /// Where it is not that of the type.
    let channel: Channel?

    init(_ type: EventType, _ subtype: Subtype = .none, _ channel: Channel? = nil) {
        self.type = type
        self.subtype = subtype
        self.channel = channel
    }

    /// The meaning of native words; nil where there is no such type or subtype.
    ///
    /// - Parameters:
    ///   - type: One of `typeNames`.
    ///   - subtype: One of `subtypeNames`; nil: none.
    public init?(type: String, subtype: String? = nil) {
        guard let type = EventType.allCases.first(where: { $0.name == type }) else { return nil }
        guard let subtype else {
            self.init(type)
            return
        }
        guard Self.subtypeNames.contains(subtype),
            let found = Subtype.allCases.first(where: { "\($0)" == subtype })
        else { return nil }
        self.init(type, found)
    }

    /// The native types; `other` is what nobody counts but measures of the user's own.
    public static let typeNames = EventType.names
    /// The subtypes that tell something.
    public static let subtypeNames = Subtype.allCases.filter { $0 != .none && $0 != .other }
        .map { "\($0)" }
}
