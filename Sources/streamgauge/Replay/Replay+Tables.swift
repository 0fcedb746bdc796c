// SPDX-License-Identifier: Apache-2.0

import Pipeline

extension Replay {
    /// Reads the records of a side table from a file, before the first event.
    ///
    /// - Parameters:
    ///   - table: the number of a table that something is grouped by.
    ///   - name: what the report calls it.
    ///   - file: plain or packed, a record a line.
    /// - Throws: the file cannot be read, or a line is no record.
    mutating func read(
        table: Int,
        name: String,
        _ file: consuming InputFile
    ) throws(ProgramError) {
        let partition = source.report.tables.count
        source.ingester.addTablePartition(table: table)
        var lines = LineReader(InputBytes(file), lengthLimit: source.lengthLimit)
        while try lines.advance() {
            guard let record = TableLine(lines.line) else {
                throw ProgramError(
                    .data,
                    "\(lines.name):\(lines.number) is no record of a side topic; write "
                        + #"{"key":"u1","time":1767225600000,"value":{"persona":"business"}}"#
                )
            }
            take(record, partition, offset: Int64(lines.number))
            if !source.ingester.rejected.records.isEmpty {
                let rejected = source.ingester.rejected.take()
                source.report.note(rejected, in: lines.name, line: lines.number)
            }
        }
        source.report.tables.append((name, source.ingester.tableCounts(of: partition)))
    }

    private mutating func take(_ record: TableLine, _ partition: Int, offset: Int64) {
        let (key, value) = (record.key ?? [], record.value ?? [])
        source.ingester.ingestTable(
            value: unsafe value.span.bytes,
            key: unsafe key.span.bytes,
            timestamp: record.time,
            offset: offset,
            partition: partition
        )
    }
}
