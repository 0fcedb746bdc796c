// SPDX-License-Identifier: Apache-2.0

/// Finds members of JSON that this program has written itself, without reading the rest.
struct JSONMembers {
    private let bytes: ArraySlice<UInt8>

    /// Members of an object; of anything else there are none.
    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// The bytes of a member's value as they are written; nil: there is none.
    ///
    /// - Complexity: O(bytes before the end of the value).
    subscript(name: String) -> ArraySlice<UInt8>? {
        var place = bytes.startIndex
        guard place < bytes.endIndex, bytes[place] == UInt8(ascii: "{") else { return nil }
        place += 1
        while place < bytes.endIndex, bytes[place] == UInt8(ascii: "\"") {
            let key = place..<end(from: place)
            // The colon follows at once.
            let value = min(key.upperBound + 1, bytes.endIndex)
            let valueEnd = end(from: value)
            if bytes[key].dropFirst().dropLast().elementsEqual(name.utf8) {
                return bytes[value..<valueEnd]
            }
            place = valueEnd + 1
        }
        return nil
    }

    /// The object of a member; without one, it is empty.
    func object(_ name: String) -> JSONMembers { JSONMembers(self[name] ?? []) }

    /// A number, or a text without escapes, as it is written; nil: there is none, or `null`.
    func text(_ name: String) -> String? {
        guard let value = self[name] else { return nil }
        let text = String(decoding: value, as: UTF8.self)
        guard text.hasPrefix("\"") else { return text == "null" ? nil : text }
        return String(text.dropFirst().dropLast())
    }

    /// Where the value ends that begins at a place.
    private func end(from start: Int) -> Int {
        var (depth, isText, place) = (0, false, start)
        while place < bytes.endIndex {
            let byte = bytes[place]
            if isText {
                if byte == UInt8(ascii: "\\") { place += 1 }
                if byte == UInt8(ascii: "\"") {
                    isText = false
                    if depth == 0 { return min(place + 1, bytes.endIndex) }
                }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isText = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    // The end of the object around a number.
                    if depth == 0 { return place }
                    depth -= 1
                    if depth == 0 { return place + 1 }
                case UInt8(ascii: ",") where depth == 0: return place
                default: break
                }
            }
            place += 1
        }
        return bytes.endIndex
    }
}
