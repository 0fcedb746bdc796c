// SPDX-License-Identifier: Apache-2.0

/// The names of a format's events with what each means.
struct EventNames: Sendable {
    /// What some names mean, in the order of the source; for the documentation.
    let lines: [(meaning: EventMeaning, names: [String])]
    /// How many names a list may have.
    static let limit = 1_000

    let isEmpty: Bool
    private let table: NameTable
    private let meanings: [EventMeaning]

    /// Each line: what some names mean.
    init(_ lines: [(meaning: EventMeaning, names: [String])]) {
        self.lines = lines
        isEmpty = lines.isEmpty
        table = NameTable(lines.flatMap(\.1))
        meanings = lines.flatMap { meaning, names in names.map { _ in meaning } }
    }

    @inline(__always)
    func meaning(of name: ByteSlice) -> EventMeaning? {
        table.index(of: name).map { meanings[$0] }
    }

    /// The native types by their own names.
    static let native = EventNames(
        EventType.allCases.filter { $0 != .other }.map { (EventMeaning($0), [$0.name]) }
    )
}
