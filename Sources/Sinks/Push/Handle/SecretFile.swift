// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A small file that holds a secret, which may change while the program runs.
struct SecretFile: Sendable {
    /// Bytes a secret may have.
    static let mostBytes = 4_096

    /// Why the secret cannot be used; tells nothing of it.
    struct Unusable: Error { let reason: String }

    let path: String

    /// What the file holds now, without its final line end.
    ///
    /// - Throws: a file that cannot be read, is empty or too long, or holds control characters, which
    ///   cannot stand in a header.
    func read() throws(Unusable) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Unusable(reason: "the file \(path) cannot be opened") }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: Self.mostBytes + 2)
        var count = 0
        while count < bytes.count {
            let rest = bytes.count - count
            let got = unsafe bytes.withUnsafeMutableBytes {
                unsafe Glibc.read(file, $0.baseAddress?.advanced(by: count), rest)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw Unusable(reason: "the file \(path) cannot be read") }
            guard got > 0 else { break }
            count += got
        }
        bytes.removeLast(bytes.count - count)
        if bytes.last == 0x0A { bytes.removeLast() }
        if bytes.last == 0x0D { bytes.removeLast() }
        guard 1...Self.mostBytes ~= bytes.count, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { throw Unusable(reason: "the file \(path) must hold one line with a secret") }
        return bytes
    }
}
