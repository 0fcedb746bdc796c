// SPDX-License-Identifier: Apache-2.0

/// Names a part of the state.
public struct StateKey: Hashable, Comparable, Sendable {
    /// What it holds.
    public var kind: StateKind
    /// Which of several things of the kind, such as a table of the plan.
    public var index: UInt16
    /// Which part of it.
    public var number: UInt32

    /// The key of a part.
    public init(_ kind: StateKind, _ index: UInt16 = 0, _ number: UInt32 = 0) {
        self.kind = kind
        self.index = index
        self.number = number
    }

    /// In the order in which parts are recorded.
    public static func < (left: StateKey, right: StateKey) -> Bool {
        (left.kind.rawValue, left.index, left.number)
            < (right.kind.rawValue, right.index, right.number)
    }

    /// Which of so many commits in a row writes the part whether or not it changed.
    func turn(of turns: Int) -> Int {
        let word = UInt64(kind.rawValue) << 48 | UInt64(index) << 32 | UInt64(number)
        return Int(HashMix.combine(word, 0) % UInt64(turns))
    }
}
