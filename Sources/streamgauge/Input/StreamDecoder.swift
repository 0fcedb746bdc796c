// SPDX-License-Identifier: Apache-2.0

/// Unpacks a compressed stream piece by piece.
protocol StreamDecoder: AnyObject {
    /// Whether the stream may end here: nothing is half unpacked.
    var isAtBoundary: Bool { get }

    /// Unpacks as much as fits.
    ///
    /// - Parameters:
    ///   - input: packed bytes; what was not consumed must come again.
    ///   - output: receives plain bytes.
    /// - Returns: how many bytes were taken and given.
    /// - Throws: the stream is damaged.
    func decode(
        _ input: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) throws(DamagedStream) -> (consumed: Int, produced: Int)
}

/// A compressed stream that cannot be unpacked.
struct DamagedStream: Error, Sendable {
    /// What the library says.
    let reason: String
}
