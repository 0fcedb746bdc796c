// SPDX-License-Identifier: Apache-2.0

/// How state is put into another order.
extension StateImage {
    /// Gives the sections of a kind other indices; those that are not named go.
    ///
    /// - Parameters:
    ///   - kind: of the sections.
    ///   - before: by new index, the index so far; nil: there is no such section.
    mutating func renumber(_ kind: StateKind, _ before: [Int?]) {
        let sections = takeSections(of: kind)
        for (index, known) in before.enumerated() {
            guard let known, let section = sections[UInt16(known)] else { continue }
            setSection(kind, index, section)
        }
    }

    /// Writes each part of a section anew.
    ///
    /// - Parameters:
    ///   - kind: of the section.
    ///   - index: of the section.
    ///   - body: reads all of a part and writes what it is from now on; nothing: the part goes.
    /// - Throws: what the body does; `.damaged` where it leaves something.
    mutating func rewrite(
        _ kind: StateKind,
        _ index: Int = 0,
        _ body: (inout StateReader, inout StateWriter) throws(StateError) -> Void
    ) throws(StateError) {
        try rewriteNumbered(kind, index) { _, reader, writer throws(StateError) in
            try body(&reader, &writer)
        }
    }

    /// Writes each part of a section anew, told its number.
    mutating func rewriteNumbered(
        _ kind: StateKind,
        _ index: Int = 0,
        _ body: (Int, inout StateReader, inout StateWriter) throws(StateError) -> Void
    ) throws(StateError) {
        var section: [UInt32: [UInt8]] = [:]
        for part in self.section(kind, index) {
            var (reader, writer) = (part.content, StateWriter())
            try body(part.number, &reader, &writer)
            guard reader.isAtEnd else {
                throw StateError(.damaged, "the part \(kind) \(index) of the state is too long")
            }
            if !writer.bytes.isEmpty { section[UInt32(part.number)] = writer.bytes }
        }
        setSection(kind, index, section)
    }

    /// Sets a section of one part.
    mutating func replace(_ kind: StateKind, with content: [UInt8]) {
        setSection(kind, 0, [0: content])
    }
}
