// SPDX-License-Identifier: Apache-2.0

/// Writes JSON (RFC 8259) into a byte buffer: objects and arrays are closures, commas come by
/// themselves, and every text is quoted.
///
/// ```swift
/// json.object { json in
///     json.field("kpi", "web.visits")
///     json.field("dims") { $0.object { _ in } }
/// }
/// ```
public struct JSONWriter: Sendable {
    /// What is written so far.
    public private(set) var bytes: [UInt8]
    private var needsComma = false

    /// A writer that appends to bytes, whose storage it uses.
    public init(appendingTo bytes: consuming [UInt8] = []) { self.bytes = bytes }

    /// Writes an object.
    public mutating func object(_ fields: (inout JSONWriter) -> Void) {
        enclosed(UInt8(ascii: "{"), UInt8(ascii: "}"), fields)
    }

    /// Writes an array.
    public mutating func array(_ elements: (inout JSONWriter) -> Void) {
        enclosed(UInt8(ascii: "["), UInt8(ascii: "]"), elements)
    }

    /// Writes an array with an element for each of some values.
    public mutating func array<Elements: Sequence>(
        _ elements: Elements,
        _ write: (inout JSONWriter, Elements.Element) -> Void
    ) {
        array { json in for element in elements { write(&json, element) } }
    }

    /// Writes the name of a field; its value comes next.
    public mutating func name(_ name: String) {
        separate()
        bytes.append(quoted: name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a text.
    public mutating func value(_ text: String) {
        separate()
        bytes.append(quoted: text)
    }

    /// Writes a whole number.
    public mutating func value(_ number: some FixedWidthInteger) {
        separate()
        bytes.append(text: String(number))
    }

    /// Writes the shortest decimal that reads back as the same number; `null` for what is none.
    public mutating func value(_ number: Double) {
        separate()
        bytes.append(number: number)
    }

    /// Writes `true` or `false`.
    public mutating func value(_ bool: Bool) {
        separate()
        bytes.append(bool: bool)
    }

    /// Writes `null`.
    public mutating func null() {
        separate()
        bytes.append(text: "null")
    }

    /// Writes JSON that was written before.
    public mutating func value(json: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
    }

    private mutating func enclosed(
        _ start: UInt8,
        _ end: UInt8,
        _ inside: (inout JSONWriter) -> Void
    ) {
        separate()
        bytes.append(start)
        needsComma = false
        inside(&self)
        bytes.append(end)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }
}

extension JSONWriter {
    /// Writes a field whose value the closure writes.
    public mutating func field(_ name: String, _ write: (inout JSONWriter) -> Void) {
        self.name(name)
        write(&self)
    }

    /// Writes a field with a text, or `null`.
    public mutating func field(_ name: String, _ text: String?) {
        self.name(name)
        if let text { value(text) } else { null() }
    }

    /// Writes a field with a whole number, or `null`.
    public mutating func field(_ name: String, _ number: (some FixedWidthInteger)?) {
        self.name(name)
        if let number { value(number) } else { null() }
    }

    /// Writes a field with a number, or `null`.
    public mutating func field(_ name: String, _ number: Double?) {
        self.name(name)
        if let number { value(number) } else { null() }
    }

    /// Writes a field with `true` or `false`.
    public mutating func field(_ name: String, _ bool: Bool) {
        self.name(name)
        value(bool)
    }

    /// Writes the field `dims`: names and values of a series as written (`WrittenValue`).
    public mutating func field(dimensions: [(name: String, value: String)]) {
        field("dims") { json in
            json.object { json in
                for (name, value) in dimensions { json.field(name, value) }
            }
        }
    }
}
