// SPDX-License-Identifier: Apache-2.0

// Sendable: `bytes` is written only by a maker that holds the one reference
// (`isKnownUniquelyReferenced`), that is before the body is handed out or after all gave it back.
/// The bytes of a response, shared by all connections that are sending them.
///
/// It does not change while anybody but its maker holds it.
public final class ResponseBody: @unchecked Sendable {
    private(set) var bytes: [UInt8]

    /// A body of text.
    public init(_ text: String) { bytes = Array(text.utf8) }

    /// A body of bytes.
    public init(_ bytes: consuming [UInt8]) { self.bytes = bytes }

    /// Copies bytes from a position on, as many as there are and have room.
    ///
    /// - Returns: How many.
    func copy(from start: Int, into block: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(block.count, bytes.count - start)
        // Sound: the block has room for `count` bytes, the body has as many from `start`.
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe block.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + count])
            )
        }
        return count
    }

    /// Writes anew into the same storage; the caller holds the only reference.
    func rewrite(_ write: (inout [UInt8]) -> Void) {
        bytes.removeAll(keepingCapacity: true)
        write(&bytes)
    }
}
