// SPDX-License-Identifier: Apache-2.0

/// Is told every number in a state by which something names a value, a combination or a series, and
/// says which number stands there from then on.
///
/// One walk (`StateImage.visitNumbers`) serves marking and renumbering: so nothing is renumbered that
/// was not marked, and nothing else.
protocol NumberVisitor {
    /// A combination that is named.
    mutating func combination(_ number: UInt32) throws(StateError) -> UInt32
    /// A series of a grouping set that is named.
    mutating func series(_ number: UInt32, in groupingSet: Int) throws(StateError) -> UInt32
    /// A value of a slot's dictionary that is named.
    mutating func value(_ number: UInt32, of slot: Int) throws(StateError) -> UInt32
    /// A value that stands somewhere, but need not be kept for that; nil: it goes.
    func mention(_ number: UInt32, of slot: Int) throws(StateError) -> UInt32?
}
