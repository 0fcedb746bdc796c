// SPDX-License-Identifier: Apache-2.0

/// Any value of JSON, read and written again.
///
/// A whole number stays whole up to 64 bits; others are of double precision.
enum JSONValue: Codable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let place = try decoder.singleValueContainer()
        if place.decodeNil() {
            self = .null
        } else if let value = try? place.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? place.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? place.decode(Double.self) {
            self = .number(value)
        } else if let value = try? place.decode(String.self) {
            self = .string(value)
        } else if let value = try? place.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try place.decode([String: JSONValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var place = encoder.singleValueContainer()
        switch self {
        case .null: try place.encodeNil()
        case .bool(let value): try place.encode(value)
        case .integer(let value): try place.encode(value)
        case .number(let value): try place.encode(value)
        case .string(let value): try place.encode(value)
        case .array(let value): try place.encode(value)
        case .object(let value): try place.encode(value)
        }
    }
}
