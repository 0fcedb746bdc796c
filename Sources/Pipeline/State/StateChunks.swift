// SPDX-License-Identifier: Apache-2.0

/// The records of a commit, each made when it is asked for: all of them at once would take as much
/// memory again as the state.
///
/// A transaction has at most `transactionLimit` of them. What is more goes before, in transactions of
/// its own: chunks count only once all of them are there, so a commit that ends between two
/// transactions was never written.
public struct StateChunks: RandomAccessCollection, Sendable {
    /// The most records of one transaction, some 58 MB of content.
    public static let transactionLimit = 64

    private let delta: [UInt8]
    private let header: StateHeader

    /// The chunks of a delta.
    ///
    /// - Parameters:
    ///   - delta: what a `StateRecorder` wrote, 59 GB at most.
    ///   - header: of the commit; its chunk and count are replaced.
    public init(_ delta: [UInt8], _ header: StateHeader) {
        var header = header
        header.chunkCount = Swift.max(
            1,
            (delta.count + StateRecord.contentLimit - 1) / StateRecord.contentLimit
        )
        precondition(header.chunkCount <= Int(UInt16.max), "a commit has at most 65,535 chunks")
        (self.delta, self.header) = (delta, header)
    }

    /// The first chunk.
    public var startIndex: Int { 0 }
    /// How many there are.
    public var endIndex: Int { header.chunkCount }

    /// The value of a record.
    ///
    /// - Complexity: O(its bytes), compressed.
    public subscript(chunk: Int) -> [UInt8] {
        var header = header
        header.chunk = chunk
        let begin = chunk * StateRecord.contentLimit
        let end = Swift.min(delta.count, begin + StateRecord.contentLimit)
        return StateRecord.record(delta[begin..<end], header)
    }
}
