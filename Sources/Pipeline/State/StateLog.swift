// SPDX-License-Identifier: Apache-2.0

/// Puts the state together from the records of its log, read from the oldest to the newest.
///
/// Commits follow each other without a gap; what is damaged or missing is a gap, behind which the
/// state is known again when a commit holds all of it, or when as many commits have come as each part
/// is written within. Until then the state before the gap is the newest that is known.
public struct StateLog {
    /// A state that is whole.
    public struct Stored: Sendable {
        /// All parts.
        public let image: StateImage
        /// Of the last commit that is in it.
        public let header: StateHeader
        /// How many commits came after it that could not be used.
        public internal(set) var lostCommits = 0
    }

    /// Records that were read.
    public private(set) var recordCount = 0
    /// Records that could not be used.
    public private(set) var damagedCount = 0
    /// What was wrong with the first of them.
    public private(set) var firstDamage: StateError?

    /// The largest sequence of any record.
    public private(set) var highestSequence: UInt64 = 0

    /// Where the newest commit that holds everything begins in its topic; nil: none was read.
    public private(set) var wholeOffset: Int64?

    private let application: String
    private var image = StateImage()
    private var last: StateHeader?
    private var isWhole = false
    /// Commits in a row that are in the image.
    private var run = 0
    private var older: Stored?
    /// Chunks of the commit that is being read.
    private var chunks: [[UInt8]] = []
    /// Where the first of them lies.
    private var chunksOffset: Int64?

    /// A log of an application.
    public init(application: String) { self.application = application }

    /// Takes the next record.
    ///
    /// - Parameters:
    ///   - record: its bytes.
    ///   - offset: where it lies; nil: that is not asked for.
    /// - Throws: `.otherVersion` and a foreign state; what is damaged is a gap instead.
    public mutating func take(_ record: [UInt8], at offset: Int64? = nil) throws(StateError) {
        recordCount += 1
        do throws(StateError) {
            let (header, content) = try StateRecord.read(record)
            guard header.application == application else {
                throw StateError(
                    .foreign,
                    "the state topic holds the state of the application \(header.application), not of "
                        + "\(application): give each its own topic"
                )
            }
            try take(header, content, at: offset)
        } catch {
            guard error.reason == .damaged else { throw error }
            damagedCount += 1
            if firstDamage == nil { firstDamage = error }
            breakOff()
        }
    }

    /// The newest state that is whole; nil: there is none.
    public var stored: Stored? {
        if let last, isKnown(last) { return Stored(image: image, header: last) }
        guard var older else { return nil }
        older.lostCommits = max(1, Int(clamping: (last?.sequence ?? 0) &- older.header.sequence))
        return older
    }

    /// Of the newest commit that was read whole; nil: there is none since the last gap.
    public var newest: StateHeader? { last }

    /// Whether anything was ever written.
    public var isEmpty: Bool { recordCount == 0 }

    private func isKnown(_ header: StateHeader) -> Bool { isWhole || run >= header.turns }

    private mutating func take(
        _ header: StateHeader,
        _ content: [UInt8],
        at offset: Int64?
    ) throws(StateError) {
        highestSequence = max(highestSequence, header.sequence)
        if header.chunk == 0 { (chunks, chunksOffset) = ([], offset) }
        guard header.chunk == chunks.count else { return breakOff() }
        chunks.append(content)
        guard chunks.count == header.chunkCount else { return }
        var delta: [UInt8] = []
        delta.reserveCapacity(chunks.reduce(0) { $0 + $1.count })
        for chunk in chunks { delta += chunk }
        chunks = []
        let follows =
            last.map { $0.generation == header.generation && $0.sequence + 1 == header.sequence }
        if follows != true { breakOff() }
        if header.isWhole {
            image = StateImage()
            (isWhole, run, wholeOffset) = (true, 0, chunksOffset)
        }
        try image.apply(delta)
        run += 1
        last = header
    }

    /// Keeps what is known and begins anew behind a gap.
    private mutating func breakOff() {
        if let last, isKnown(last) { older = Stored(image: image, header: last) }
        image = StateImage()
        (isWhole, run, last, chunks) = (false, 0, nil, [])
    }
}
