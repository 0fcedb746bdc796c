// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// A formula as it was written: names are not looked up yet.
indirect enum FormulaTree: Sendable {
    case name(String, at: Int)
    case number(Double, at: Int)
    case mean(String, at: Int)
    case top(String, at: Int)
    case sum(FormulaTree, FormulaTree, at: Int)
    case difference(FormulaTree, FormulaTree, at: Int)
    case product(FormulaTree, FormulaTree, at: Int)
    case quotient(FormulaTree, FormulaTree, at: Int)
    case orElse(FormulaTree, FormulaTree, at: Int)

    /// Where it begins, or where its sign stands, in characters from the text's start.
    var offset: Int {
        switch self {
        case .name(_, let at), .number(_, let at), .mean(_, let at), .top(_, let at),
            .sum(_, _, let at),
            .difference(_, _, let at), .product(_, _, let at), .quotient(_, _, let at),
            .orElse(_, _, let at):
            at
        }
    }

    /// Reads a formula.
    ///
    /// `else` binds least, then `+` and `-`, then `*` and `/`; all from left to right.
    init(_ node: YAMLNode) throws(TextError) {
        var tokens = try TokenReader(node)
        self = try Self.alternative(&tokens, depth: 0)
        guard tokens.token.kind == .end else { throw tokens.expected("`+`, `-`, `*` or `/`") }
    }

    private static let deepest = 32

    private static func alternative(
        _ tokens: inout TokenReader,
        depth: Int
    ) throws(TextError) -> FormulaTree {
        guard depth < deepest else {
            throw tokens.fault(
                at: tokens.token.offset,
                "more than \(deepest) parentheses lie in each other",
                "give a part a name under `measures`"
            )
        }
        var tree = try sum(&tokens, depth)
        while true {
            let offset = tokens.token.offset
            guard tokens.take(word: "else") else { return tree }
            tree = .orElse(tree, try sum(&tokens, depth), at: offset)
        }
    }

    private static func sum(
        _ tokens: inout TokenReader,
        _ depth: Int
    ) throws(TextError) -> FormulaTree {
        var tree = try product(&tokens, depth)
        while true {
            let offset = tokens.token.offset
            if tokens.take(sign: "+") {
                tree = .sum(tree, try product(&tokens, depth), at: offset)
            } else if tokens.take(sign: "-") {
                tree = .difference(tree, try product(&tokens, depth), at: offset)
            } else {
                return tree
            }
        }
    }

    private static func product(
        _ tokens: inout TokenReader,
        _ depth: Int
    ) throws(TextError) -> FormulaTree {
        var tree = try operand(&tokens, depth)
        while true {
            let offset = tokens.token.offset
            if tokens.take(sign: "*") {
                tree = .product(tree, try operand(&tokens, depth), at: offset)
            } else if tokens.take(sign: "/") {
                tree = .quotient(tree, try operand(&tokens, depth), at: offset)
            } else {
                return tree
            }
        }
    }

    private static func operand(
        _ tokens: inout TokenReader,
        _ depth: Int
    ) throws(TextError) -> FormulaTree {
        let token = tokens.token
        if tokens.take(sign: "(") {
            let tree = try alternative(&tokens, depth: depth + 1)
            guard tokens.take(sign: ")") else { throw tokens.expected("`)`") }
            return tree
        }
        switch token.kind {
        case .number(let number):
            _ = tokens.next()
            return .number(number, at: token.offset)
        case .name(let name):
            _ = tokens.next()
            guard ["mean", "top"].contains(name), tokens.take(sign: "(") else {
                return .name(name, at: token.offset)
            }
            guard case .name(let measure) = tokens.token.kind else {
                throw tokens.expected("the name of a measure")
            }
            let place = tokens.next().offset
            guard tokens.take(sign: ")") else { throw tokens.expected("`)`") }
            return name == "mean" ? .mean(measure, at: place) : .top(measure, at: place)
        default: throw tokens.expected("the name of a measure, a number or `(`")
        }
    }
}
