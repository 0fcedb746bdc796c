// SPDX-License-Identifier: Apache-2.0

@testable import Events

extension EventMapping {
    /// A mapping of fields by their names in the settings; a faulty one stops the test.
    static func of(
        _ fields: [(String, [String])],
        constants: [(String, String)] = [],
        layout: Layout = .json,
        unit: TimeUnit = .milliseconds,
        types: [String: String] = [:]
    ) throws -> EventMapping {
        try EventMapping(
            fields: fields.map { (field($0.0), $0.1) },
            constants: constants.map { (field($0.0), $0.1) },
            layout: layout,
            timeUnit: unit,
            types: own(types)
        )
    }

    /// Own names of events of a known format.
    static func naming(_ types: [String: String]) -> EventMapping {
        EventMapping(types: own(types))
    }

    /// That of the sample of the format `mapped`.
    static var sample: EventMapping {
        do {
            return try .of(
                [
                    ("type", ["event_type"]), ("time", ["event_time"]), ("id", ["id"]),
                    ("user", ["user.id", "uid"]), ("object", ["ad_id"]), ("value", ["price"]),
                ],
                types: ["view": "page_view"]
            )
        } catch {
            preconditionFailure("\(error)")
        }
    }

    private static func field(_ name: String) -> MappedField {
        guard let field = MappedField(name: name) else { preconditionFailure("no field \(name)") }
        return field
    }

    private static func own(_ types: [String: String]) -> [(name: String, meaning: EventMeaning)] {
        types.map { name, text in
            let words = text.split(separator: "/").map(String.init)
            let subtype = words.count > 1 ? words[1] : nil
            guard let meaning = EventMeaning(type: words[0], subtype: subtype) else {
                preconditionFailure("no meaning \(text)")
            }
            return (name, meaning)
        }
    }
}
