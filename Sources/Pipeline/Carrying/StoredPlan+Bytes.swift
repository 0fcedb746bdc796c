// SPDX-License-Identifier: Apache-2.0

import KPIs

/// How it stands in the state: counts of 16 bits, texts behind their length, all in the order of the
/// properties, each cell and output with the time from which on it counts.
extension StoredPlan {
    /// Writes it with what counts only from some time on.
    func write(_ freshness: Freshness, to writer: inout StateWriter) {
        writer.write(texts: dimensions)
        writer.write(texts: listed)
        writer.write(texts: goals)
        writer.write(UInt16(groupingSets.count))
        for slots in groupingSets { writer.write(numbers: slots) }
        writer.write(UInt16(tables.count))
        for (number, table) in tables.enumerated() {
            writer.write(UInt16(table.groupingSet))
            writer.write(table.paneSize)
            writer.write(table.settle)
            writer.write(table.lateness)
            writer.write(text: table.zone)
            writer.write(UInt16(table.cells.count))
            for (cell, content) in table.cells.enumerated() {
                writer.write(text: content.identity)
                writer.write(content.fold.rawValue)
                writer.write(freshness.from(table: number, cell: cell))
            }
        }
        writer.write(UInt16(outputs.count))
        for (number, output) in outputs.enumerated() {
            writer.write(text: output.kpi)
            writer.write(text: output.definition)
            writer.write(UInt16(output.table))
            writer.write(text: output.shape)
            writer.write(text: output.target)
            writer.write(numbers: output.cells)
            writer.write(UInt16(output.total))
            writer.write(freshness.completeFrom(number))
        }
        writer.write(numbers: early)
        for beginning in freshness.beginnings { writer.write(beginning) }
    }

    /// Reads what state means, and what of it counts only from some time on.
    ///
    /// - Returns: nil: the state is of a version that does not say.
    static func read(from image: StateImage) throws(StateError) -> (StoredPlan, Freshness)? {
        guard var reader = image.optional(.plan) else { return nil }
        let (dimensions, listed) = (try reader.readTexts(), try reader.readTexts())
        let goals = try reader.readTexts()
        var groupingSets: [[Int]] = []
        for _ in 0..<(try reader.read(UInt16.self)) {
            groupingSets.append(try reader.readNumbers())
        }
        var freshness = Freshness()
        var tables: [Table] = []
        for _ in 0..<(try reader.read(UInt16.self)) {
            let (table, from) = try readTable(&reader)
            tables.append(table)
            freshness.cells.append(from)
        }
        var outputs: [Output] = []
        for _ in 0..<(try reader.read(UInt16.self)) {
            outputs.append(
                Output(
                    kpi: try reader.readText(),
                    definition: try reader.readText(),
                    table: Int(try reader.read(UInt16.self)),
                    shape: try reader.readText(),
                    target: try reader.readText(),
                    cells: try reader.readNumbers(),
                    total: Int(try reader.read(UInt16.self))
                )
            )
            freshness.outputs.append(try reader.read())
        }
        let plan = StoredPlan(
            dimensions: dimensions,
            listed: listed,
            groupingSets: groupingSets,
            tables: tables,
            outputs: outputs,
            early: try reader.readNumbers(),
            goals: goals
        )
        // An earlier program did not know, and one that never had other definitions has none.
        if !reader.isAtEnd {
            for _ in outputs { freshness.beginnings.append(try reader.read()) }
        }
        guard plan.isSound else {
            throw StateError(.damaged, "what the state counts names things that are not in it")
        }
        return (plan, freshness)
    }

    private static func readTable(
        _ reader: inout StateReader
    ) throws(StateError) -> (Table, from: [Int64]) {
        var table = Table(
            groupingSet: Int(try reader.read(UInt16.self)),
            paneSize: try reader.read(),
            settle: try reader.read(),
            lateness: try reader.read(),
            zone: try reader.readText(),
            cells: []
        )
        var from: [Int64] = []
        for _ in 0..<(try reader.read(UInt16.self)) {
            let identity = try reader.readText()
            guard let fold = Fold(rawValue: try reader.read()) else {
                throw StateError(.otherVersion, "the state folds '\(identity)' in an unknown way")
            }
            table.cells.append(Cell(identity: identity, fold: fold))
            from.append(try reader.read())
        }
        return (table, from)
    }

    /// Whether all numbers name something.
    private var isSound: Bool {
        let slots = dimensions.indices
        return groupingSets.allSatisfy { $0.allSatisfy(slots.contains) }
            && tables.allSatisfy { groupingSets.indices.contains($0.groupingSet) }
            && early.allSatisfy(outputs.indices.contains)
            && outputs.allSatisfy { output in
                tables.indices.contains(output.table) && outputs.indices.contains(output.total)
                    && output.cells.allSatisfy(tables[output.table].cells.indices.contains)
            }
    }
}

extension StateWriter {
    fileprivate mutating func write(texts: [String]) {
        write(UInt16(texts.count))
        for text in texts { write(text: text) }
    }

    fileprivate mutating func write(numbers: [Int]) {
        write(UInt16(numbers.count))
        for number in numbers { write(UInt16(number)) }
    }
}

extension StateReader {
    fileprivate mutating func readTexts() throws(StateError) -> [String] {
        var texts: [String] = []
        for _ in 0..<(try read(UInt16.self)) { texts.append(try readText()) }
        return texts
    }

    fileprivate mutating func readNumbers() throws(StateError) -> [Int] {
        var numbers: [Int] = []
        for _ in 0..<(try read(UInt16.self)) { numbers.append(Int(try read(UInt16.self))) }
        return numbers
    }
}
