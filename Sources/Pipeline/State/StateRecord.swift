// SPDX-License-Identifier: Apache-2.0

/// Writes and reads the records of the state log: a header and a compressed content.
public enum StateRecord {
    /// The most bytes of content in a record: with the header it stays below the million bytes that
    /// a record may have, even where compression gains nothing.
    public static let contentLimit = 900_000
    /// The fastest that zstd is asked to be; state is written often and read rarely.
    static let level: Int32 = -1

    /// Reads a record.
    ///
    /// - Returns: its header and the content.
    /// - Throws: `.damaged` where a byte is another one than was written, `.otherVersion` for what a
    ///   later program wrote.
    public static func read(
        _ record: [UInt8]
    ) throws(StateError) -> (header: StateHeader, content: [UInt8]) {
        var reader = StateReader(record)
        for byte in StateHeader.magic where try reader.read(UInt8.self) != byte {
            throw StateError(.damaged, "a record of the state topic is no state")
        }
        let checksum: UInt64 = try reader.read()
        guard XXHash64.hash(record[StateHeader.checksumEnd...]) == checksum else {
            throw StateError(.damaged, "a record of the state topic has another checksum")
        }
        let version: UInt16 = try reader.read()
        let flags: UInt16 = try reader.read()
        guard version <= StateHeader.version else {
            throw StateError(
                .otherVersion,
                "the state has format \(version), this program reads up to \(StateHeader.version): "
                    + "run the newer program, or `state reset` to begin anew"
            )
        }
        return try body(&reader, isWhole: flags & 1 != 0)
    }

    /// The version of the format that a record names, whatever else is in it; nil: it is no state.
    public static func version(of record: [UInt8]) -> UInt16? {
        guard record.count >= StateHeader.checksumEnd + 2, record.starts(with: StateHeader.magic)
        else { return nil }
        let place = StateHeader.checksumEnd
        return UInt16(record[place]) | UInt16(record[place + 1]) << 8
    }

    /// One record; of another version than this program's only to see it refused.
    static func record(
        _ content: ArraySlice<UInt8>,
        _ header: StateHeader,
        version: UInt16 = StateHeader.version
    ) -> [UInt8] {
        let name = Array(header.application.utf8)
        var writer = StateWriter()
        for byte in StateHeader.magic { writer.write(byte) }
        writer.write(UInt64(0))
        writer.write(version)
        writer.write(UInt16(header.isWhole ? 1 : 0))
        writer.write(header.generation)
        writer.write(header.sequence)
        for number in [header.turns, header.chunk, header.chunkCount, name.count] {
            writer.write(UInt16(number))
        }
        writer.write(header.definitions)
        writer.write(header.identity)
        writer.write(header.watermark)
        writer.write(UInt32(content.count))
        writer.write(name)
        writer.write(ZstdFrame.compress(content, level: level))
        let checksum = XXHash64.hash(writer.bytes[StateHeader.checksumEnd...])
        writer.overwrite(UInt32(truncatingIfNeeded: checksum), at: 4)
        writer.overwrite(UInt32(truncatingIfNeeded: checksum >> 32), at: 8)
        return writer.bytes
    }

    private static func body(
        _ reader: inout StateReader,
        isWhole: Bool
    ) throws(StateError) -> (header: StateHeader, content: [UInt8]) {
        let (generation, sequence): (Int64, UInt64) = (try reader.read(), try reader.read())
        let turns = Int(try reader.read(UInt16.self))
        let chunk = Int(try reader.read(UInt16.self))
        let chunkCount = Int(try reader.read(UInt16.self))
        let nameLength = Int(try reader.read(UInt16.self))
        let (definitions, identity): (UInt64, UInt64) = (try reader.read(), try reader.read())
        let watermark: Int64 = try reader.read()
        let length = Int(try reader.read(UInt32.self))
        let name = try reader.read(count: nameLength)
        guard length <= contentLimit,
            let content = ZstdFrame.decompress(try reader.readRest(), length: length)
        else { throw StateError(.damaged, "a record of the state topic cannot be decompressed") }
        let header = StateHeader(
            application: String(decoding: name, as: UTF8.self),
            generation: generation,
            sequence: sequence,
            isWhole: isWhole,
            turns: turns,
            chunk: chunk,
            chunkCount: chunkCount,
            definitions: definitions,
            identity: identity,
            watermark: watermark
        )
        return (header, content)
    }
}
