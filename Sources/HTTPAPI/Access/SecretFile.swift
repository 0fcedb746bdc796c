// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Reads small files that are secret: tokens, keys.
enum SecretFile {
    /// All bytes of a regular file.
    ///
    /// It never waits for a writer, as it would on a pipe: the thread that reads serves all clients.
    static func read(_ path: String, limitBytes: Int) throws(HTTPServerError) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        var facts = stat()
        guard unsafe fstat(file, &facts) == 0 else { throw failure(path) }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            throw HTTPServerError(unusable: path, "it is no regular file; name one")
        }
        var bytes = [UInt8](repeating: 0, count: limitBytes + 1)
        var count = 0
        while count < bytes.count {
            let room = bytes.count - count
            // Sound: the array has as many bytes behind `count` as are asked for.
            let more = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(file, buffer.baseAddress?.advanced(by: count), room)
            }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { throw failure(path) }
            guard more > 0 else { break }
            count += more
        }
        guard count <= limitBytes else {
            throw HTTPServerError(unusable: path, "it has more than \(limitBytes) bytes")
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    private static func failure(_ path: String) -> HTTPServerError {
        let reason = unsafe String(cString: strerror(errno))
        return HTTPServerError(unusable: path, "\(reason); check the path and its permissions")
    }
}
