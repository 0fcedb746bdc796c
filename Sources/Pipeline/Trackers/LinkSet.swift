// SPDX-License-Identifier: Apache-2.0

/// The links clicked in one second: none, one, two, or many; in ten bits.
///
/// A link is known by one of thirty marks, so three links are taken for two once in ten times, and
/// never two for three.
struct LinkSet: BitwiseCopyable, Equatable {
    /// The bits of a code.
    static let width = 10
    /// Links are told apart by the remainder of their hash.
    private static let markCount: UInt64 = 30
    private static let many: UInt16 = 31

    /// Two marks from 1 on, in five bits each, 0 for none; the first is 31 for many.
    private(set) var code: UInt16 = 0

    /// No link.
    init() {}

    /// The set that had a code.
    init(code: UInt16) { self.code = code & (1 << UInt16(Self.width) - 1) }

    /// One link.
    ///
    /// - Parameter link: its hash; 0, as of a click that names none, is a link like others.
    init(_ link: UInt64) { insert(link) }

    var isEmpty: Bool { code == 0 }

    /// Whether there are three or more.
    var areMany: Bool { first == Self.many }

    /// Adds a link, by its hash.
    mutating func insert(_ link: UInt64) { insert(mark: UInt16(link % Self.markCount) + 1) }

    /// The links of both.
    func union(_ other: LinkSet) -> LinkSet {
        if other.areMany { return other }
        var union = self
        if other.first != 0 { union.insert(mark: other.first) }
        if other.second != 0 { union.insert(mark: other.second) }
        return union
    }

    private var first: UInt16 { code & 31 }
    private var second: UInt16 { code >> 5 }

    private mutating func insert(mark: UInt16) {
        if areMany || first == mark || second == mark { return }
        if first == 0 {
            code = mark
        } else if second == 0 {
            code |= mark << 5
        } else {
            code = Self.many
        }
    }
}
