// SPDX-License-Identifier: Apache-2.0

internal import CSimdJSON

/// Decodes the records of one side topic: a key that is an id, a value that is one JSON object.
///
/// Belongs to one thread, that of the event decoders whose dictionaries it shares.
public struct TableDecoder: ~Copyable, Sendable {
    private let table: TableSchema
    private let reader: FieldReader
    private let identities: IdentityHasher
    private let slots: DimensionSlots
    /// The slot in events of each field; nil: no definition groups by it.
    private let lent: [Int?]
    private var cleaner: TextCleaner

    /// Makes a decoder.
    ///
    /// - Parameters:
    ///   - table: What the records hold.
    ///   - schema: That of the events.
    ///   - dictionaries: From `schema.makeDictionaries()`, shared by all decoders of the thread.
    public init(table: TableSchema, schema: EventSchema, dictionaries: [ValueDictionary]) {
        self.table = table
        reader = FieldReader(
            fields: table.fields.map { FieldSpecification($0.key, .string) },
            sizeLimit: schema.sizeLimit
        )
        // Ids of persons and devices mean the same in all sources.
        identities = IdentityHasher(key: schema.key, source: "")
        slots = DimensionSlots(schema, dictionaries)
        lent = table.fields.map { schema.slot(of: $0) }
        cleaner = TextCleaner(keptParameters: schema.keptParameters)
    }

    /// Decodes a record.
    ///
    /// - Parameters:
    ///   - key: The id; nil or empty: the record is rejected.
    ///   - value: Nil, empty or blank for a removal.
    /// - Returns: What it says.
    /// - Throws: Why it says nothing; members that the table does not read cannot be at fault.
    public mutating func decode(
        key: RawSpan?,
        value: RawSpan?
    ) throws(DecodeError) -> TableRecord {
        var record = TableRecord()
        cleaner.reset()
        record.id = hash(key)
        guard record.id != 0 else { throw DecodeError(.key, .noKey) }
        guard let value, reader.open(value) else {
            record.isRemoval = true
            return record
        }
        let status = reader.advance()
        guard status == CSJ_ELEMENT else { throw error(of: status) }
        let fault = DecodeError(.json, .notObject)
        guard reader.rejection(fault).isWholeRecord else { throw fault }
        var isEmpty = true
        for field in table.fields.indices where reader.isString(UInt8(field)) {
            isEmpty = false
            guard let slot = lent[field] else { continue }
            let text = cleaner.clean(reader.string(UInt8(field)))
            record.values[slot] = slots.intern(text, slot)
        }
        guard !isEmpty else { throw DecodeError(.field, .missing, slot: nativeSlot(0)) }
        return record
    }

    private mutating func hash(_ key: RawSpan?) -> UInt64 {
        guard let key else { return 0 }
        // The slice lives only inside the closure, as the bytes do.
        return unsafe key.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            let start = unsafe base.assumingMemoryBound(to: UInt8.self)
            let text = unsafe ByteSlice(start: start, count: buffer.count)
            // An object is known by what is kept of it.
            let id = table.key == .object ? cleaner.clean(text) : text
            return identities.identity(id, table.key.kind)
        }
    }

    private func error(of status: csj_status) -> DecodeError {
        let slot = nativeSlot(Int(reader.slotAtFault))
        return switch status {
        case CSJ_BAD_UTF8: DecodeError(.utf8, .notUTF8)
        case CSJ_TOO_DEEP: DecodeError(.json, .tooDeep)
        case CSJ_NOT_OBJECT: DecodeError(.json, .notObject)
        case CSJ_TOO_LARGE: DecodeError(.size, .tooLarge)
        case CSJ_BAD_COMPRESSION: DecodeError(.compression, .badCompression)
        case CSJ_DUPLICATE_KEY: DecodeError(.field, .duplicateKey, slot: slot)
        case CSJ_WRONG_KIND: DecodeError(.field, .wrongKind, slot: slot)
        default: DecodeError(.json, .malformed)
        }
    }

    /// The slot of the native event's field of the same name, by which errors name it.
    private func nativeSlot(_ field: Int) -> UInt8 {
        guard table.fields.indices.contains(field) else { return 0 }
        let name = table.fields[field].key
        return NativeField.allCases.first { "\($0)" == name }?.rawValue ?? 0
    }
}
