// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// What stands behind `fold`, such as `count`, `sum duration` or `tally score 0..10`.
struct FoldText {
    /// How facts are folded; the word names a quantity or what is counted once.
    enum Kind: Equatable {
        case count
        case distinct(String)
        case sum(String), mean(String), least(String), greatest(String), last(String)
        case tally(String, ClosedRange<Int>)
        /// The word names a dimension, or `entry` or `exit` of a session.
        case top(String)
    }

    /// How facts are folded.
    private(set) var kind: Kind
    private let node: YAMLNode

    /// The most scores of a tally: each is a cell of a row.
    static let mostScores = 21
    /// The largest score of a tally: its square times a count is a whole number that a value holds.
    static let largestScore = 1_000

    /// Reads the text.
    init(_ node: YAMLNode) throws(TextError) {
        self.node = node
        guard let kind = Self.kind(node.text.split(separator: " ").map(String.init)) else {
            throw TextError(
                message: "\(node.text.quoted) is no fold",
                location: node.location,
                hint: "write `count`, `sum QUANTITY`, `distinct ITEM`, `mean`, `min`, `max` or "
                    + "`last QUANTITY`, `top DIMENSION`, or `tally QUANTITY 0..10`"
            )
        }
        self.kind = kind
    }

    /// The first word.
    var name: String { String(node.text.prefix { $0 != " " }) }

    /// Counts each thing once: `count` with `per: message` is `distinct message`.
    mutating func count(per item: YAMLNode) throws(TextError) {
        guard kind == .count else {
            throw TextError(
                message: "`per` goes with `fold: count`, not with \(node.text.quoted)",
                location: item.location,
                hint: "remove it"
            )
        }
        kind = .distinct(item.text == "actor" ? "person" : item.text)
    }

    /// That what is folded has no such fold.
    func unsuited(to of: YAMLNode, _ folds: [String]) -> TextError {
        let known = folds.map { "`\($0)`" }.joined(separator: ", ")
        return TextError(
            message: "\(of.text.quoted) cannot be folded by \(node.text.quoted)",
            location: node.location,
            hint: "it has \(known)"
        )
    }

    private static func kind(_ words: [String]) -> Kind? {
        switch (words.first, words.count) {
        case ("count", 1): return .count
        case ("distinct", 2): return .distinct(words[1])
        case ("sum", 2): return .sum(words[1])
        case ("mean", 2): return .mean(words[1])
        case ("min", 2): return .least(words[1])
        case ("max", 2): return .greatest(words[1])
        case ("last", 2): return .last(words[1])
        case ("top", 2): return .top(words[1])
        case ("tally", 3):
            let ends = words[2].split(separator: ".").compactMap { Int($0) }
            guard ends.count == 2, words[2].contains(".."), ends[0] <= ends[1],
                ends.allSatisfy({ $0.magnitude <= largestScore }), ends[1] - ends[0] < mostScores
            else { return nil }
            return .tally(words[1], ends[0]...ends[1])
        default: return nil
        }
    }
}
