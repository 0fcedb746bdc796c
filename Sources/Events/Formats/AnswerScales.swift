// SPDX-License-Identifier: Apache-2.0

/// The upper ends of the scales of a format's answers, where it tells the kind of question only.
struct AnswerScales: Sendable {
    private let table: NameTable
    private let scales: [Double]

    /// Each line: an upper end and the kinds of question that have it.
    init(_ lines: [(scale: Double, kinds: [String])]) {
        table = NameTable(lines.flatMap(\.kinds))
        scales = lines.flatMap { scale, kinds in kinds.map { _ in scale } }
    }

    /// The scale of a kind of question, or nil.
    func scale(of kind: ByteSlice) -> Double? {
        table.index(of: kind).map { scales[$0] }
    }
}
