// SPDX-License-Identifier: Apache-2.0

/// Writes transitions between stages as records: the person as key, one JSON object as value.
///
/// The bytes depend on nothing but the arguments. Any thread.
public struct StageTransitionEncoder: Sendable {
    private let head: [UInt8]

    /// Prepares the fixed part of the records.
    ///
    /// - Parameters:
    ///   - application: Name of the application.
    ///   - generation: How often its state was started anew, from 1.
    public init(application: String, generation: Int) {
        var head = [UInt8](#"{"v":1,"application":"#.utf8)
        head.append(quoted: application)
        head.append(text: #","generation":\#(generation),"id":""#)
        self.head = head
    }

    /// Appends the key: the person in 16 hexadecimal digits.
    public func appendKey(_ transition: StageTransition, to bytes: inout [UInt8]) {
        let digits = String(transition.person, radix: 16)
        bytes.append(text: String(repeating: "0", count: 16 - digits.count))
        bytes.append(text: digits)
    }

    /// Appends the value, without a line end.
    ///
    /// - Parameters:
    ///   - transition: The transition.
    ///   - emitted: When it is produced, ms.
    ///   - bytes: The buffer.
    public func append(_ transition: StageTransition, emitted: Int64, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: head)
        appendID(transition, start: transition.start, to: &bytes)
        bytes.append(text: #"","actor":""#)
        appendKey(transition, to: &bytes)
        bytes.append(text: #"","from":"#)
        if let from = transition.from {
            bytes.append(quoted: "\(from)")
        } else {
            bytes.append(text: "null")
        }
        bytes.append(text: #","to":""#)
        bytes.append(text: "\(transition.to)")
        bytes.append(text: #"","at":"#)
        append(transition.reached, to: &bytes)
        bytes.append(text: #","since":"#)
        append(transition.from == nil ? nil : transition.start, to: &bytes)
        bytes.append(text: #","replaces":"#)
        if let start = transition.replacedStart {
            bytes.append(UInt8(ascii: "\""))
            appendID(transition, start: start, to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        } else {
            bytes.append(text: "null")
        }
        bytes.append(text: #","emitted":"#)
        bytes.append(number: emitted)
        bytes.append(UInt8(ascii: "}"))
    }

    /// Appends what tells transitions apart: person, stages, and when the first of them began.
    private func appendID(
        _ transition: StageTransition,
        start: Int64,
        to bytes: inout [UInt8]
    ) {
        appendKey(transition, to: &bytes)
        bytes.append(text: "|\(transition.from.map { "\($0)" } ?? "")|\(transition.to)|\(start)")
    }

    private func append(_ time: Int64?, to bytes: inout [UInt8]) {
        guard let time else { return bytes.append(text: "null") }
        bytes.append(number: time)
    }
}
