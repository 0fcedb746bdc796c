// SPDX-License-Identifier: Apache-2.0

/// What stands before the content of a state record.
///
/// | bytes | content |
/// | --- | --- |
/// | 0...3 | `SGST` |
/// | 4...11 | XXH64 of all bytes from 12 on |
/// | 12...13 | version of the format: 3; up to here every version is alike |
/// | 14...15 | flags: bit 0: the commit holds all of the state, not only what changed |
/// | 16...23 | generation: how often the state was begun anew |
/// | 24...31 | sequence of the commit, counting up by one |
/// | 32...33 | within how many commits each part is written |
/// | 34...35 | this chunk of the commit, from 0 |
/// | 36...37 | chunks of the commit |
/// | 38...39 | length of the application's name |
/// | 40...47 | fingerprint of the definitions |
/// | 48...55 | XXH64 of the identity key's fingerprint |
/// | 56...63 | watermark, ms; the smallest number: none yet |
/// | 64...67 | length of the content before compression |
/// | 68... | the application's name, then the content as one zstd frame (RFC 8878) |
///
/// Versions that are read, too: 2, which does not say what it counts (`StoredPlan`) and whose messages do
/// not know links (`PackedMessage`), and 1, which has no buckets below 0 in distributions either.
///
/// All numbers are least byte first. The contents of a commit's chunks, one behind the other, are
/// the delta that `StateImage` takes.
public struct StateHeader: Equatable, Sendable {
    /// The version that this program writes.
    public static let version: UInt16 = 3
    static let magic: [UInt8] = Array("SGST".utf8)
    static let checksumEnd = 12
    static let length = 68

    /// Whose state it is.
    public var application: String
    /// How often the state was begun anew.
    public var generation: Int64
    /// Counts the commits of a generation.
    public var sequence: UInt64
    /// Whether the commit holds all of the state.
    public var isWhole: Bool
    /// Within how many commits each part is written.
    public var turns: Int
    /// Which chunk of the commit it is, from 0 on, and of how many.
    public var chunk: Int
    /// How many chunks the commit has.
    public var chunkCount: Int
    /// The fingerprint of the definitions.
    public var definitions: UInt64
    /// Tells identity keys apart.
    public var identity: UInt64
    /// Up to which event time all is counted, ms.
    public var watermark: Int64

    /// Tells identity keys apart, of which only a fingerprint is shown.
    public static func identity(of fingerprint: String) -> UInt64 {
        XXHash64.hash(Array(fingerprint.utf8)[...])
    }

    /// A header.
    public init(
        application: String,
        generation: Int64,
        sequence: UInt64,
        isWhole: Bool,
        turns: Int,
        chunk: Int = 0,
        chunkCount: Int = 1,
        definitions: UInt64,
        identity: UInt64,
        watermark: Int64
    ) {
        self.application = application
        self.generation = generation
        self.sequence = sequence
        self.isWhole = isWhole
        self.turns = turns
        self.chunk = chunk
        self.chunkCount = chunkCount
        self.definitions = definitions
        self.identity = identity
        self.watermark = watermark
    }
}
