// SPDX-License-Identifier: Apache-2.0

import Events

/// The decoders of all side topics, by the number of their table.
///
/// Owned and used by the ingest thread.
@safe struct TableDecoders: ~Copyable {
    private let count: Int
    private let decoders: UnsafeMutablePointer<TableDecoder>

    init(_ configuration: IngestConfiguration, dictionaries: [ValueDictionary]) {
        count = configuration.tables.count
        unsafe decoders = .allocate(capacity: max(1, count))
        for (number, table) in configuration.tables.enumerated() {
            unsafe (decoders + number).initialize(
                to: TableDecoder(
                    table: table,
                    schema: configuration.schema,
                    dictionaries: dictionaries
                )
            )
        }
    }

    deinit {
        unsafe decoders.deinitialize(count: count)
        unsafe decoders.deallocate()
    }

    /// Decodes a record of a table's topic.
    mutating func decode(
        _ table: Int,
        key: RawSpan?,
        value: RawSpan?
    ) throws(DecodeError) -> TableRecord {
        precondition(table >= 0 && table < count, "the table is configured")
        return try unsafe decoders[table].decode(key: key, value: value)
    }
}
