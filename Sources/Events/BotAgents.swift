// SPDX-License-Identifier: Apache-2.0

/// Tells agents that are programs by what their own names contain.
///
/// Compiled once from a list; any thread may read it. A look costs O(length of the agent) and a
/// comparison for each pair of letters with which some text of the list begins.
public struct BotAgents: Sendable, Equatable {
    /// The most lines of a list.
    public static let limit = 10_000
    /// The most bytes of a line.
    public static let lengthLimit = 200

    /// A text of the list, in lower case.
    private struct Sign: Sendable, Equatable {
        let text: [UInt8]
        /// Whether it names an agent that is no program.
        let isException: Bool
    }

    /// Sorted by the pair of letters that they begin with.
    private let signs: [Sign]
    /// By pair: the first of its signs; one more at the end.
    private let starts: [UInt16]
    private let hasExceptions: Bool

    /// The list that is part of the program.
    public static let builtIn = BotAgents(lines: PackageResources.bot_agents_txt) ?? .none
    /// No agent is a program.
    static let none = BotAgents([])

    /// Reads a list: a text a line; `#` begins a comment, `!` an exception.
    ///
    /// Nil where a text is shorter than two bytes or longer than `lengthLimit`, or there are more than
    /// `limit`.
    ///
    /// - Parameter lines: the bytes of the list.
    public init?(lines: [UInt8]) {
        var signs: [Sign] = []
        for line in lines.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let text = Self.trimmed(line)
            guard let first = text.first, first != UInt8(ascii: "#") else { continue }
            let isException = first == UInt8(ascii: "!")
            let sign = Self.trimmed(isException ? text.dropFirst() : text).map(\.lowered)
            guard 2...Self.lengthLimit ~= sign.count, signs.count < Self.limit else { return nil }
            signs.append(Sign(text: sign, isException: isException))
        }
        self.init(signs)
    }

    private init(_ signs: [Sign]) {
        let sorted = signs.sorted { Self.place($0.text) < Self.place($1.text) }
        self.signs = sorted
        hasExceptions = sorted.contains { $0.isException }
        var starts = [UInt16](repeating: 0, count: 1_025)
        for sign in sorted { starts[Self.place(sign.text) + 1] += 1 }
        for place in 1..<starts.count { starts[place] += starts[place - 1] }
        self.starts = starts
    }

    /// Whether the agent is one of them; an empty one is not.
    func contain(_ agent: ByteSlice) -> Bool {
        has(agent, exceptions: false) && !(hasExceptions && has(agent, exceptions: true))
    }

    private func has(_ agent: ByteSlice, exceptions: Bool) -> Bool {
        guard agent.count > 1 else { return false }
        for index in 1..<agent.count {
            let place = Self.place(agent[index - 1], agent[index])
            for number in Int(starts[place])..<Int(starts[place + 1])
            where signs[number].isException == exceptions
                && Self.starts(agent, index - 1, signs[number].text)
            {
                return true
            }
        }
        return false
    }

    private static func place(_ text: [UInt8]) -> Int { place(text[0], text[1]) }

    /// The number of a pair, of which only the lower five bits count, so that case does not.
    @inline(__always)
    private static func place(_ first: UInt8, _ second: UInt8) -> Int {
        Int(first & 31) << 5 | Int(second & 31)
    }

    private static func starts(_ agent: ByteSlice, _ index: Int, _ sign: [UInt8]) -> Bool {
        guard agent.count - index >= sign.count else { return false }
        for place in 0..<sign.count where agent[index + place].lowered != sign[place] {
            return false
        }
        return true
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let rest = line.drop(while: isBlank)
        return rest.prefix(rest.count - rest.reversed().prefix(while: isBlank).count)
    }
}
