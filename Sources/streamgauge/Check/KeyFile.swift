// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The file that holds the key which ids are hashed with.
enum KeyFile {
    /// Writes a new random key; only its owner may read it.
    ///
    /// - Throws: the file is there already, or cannot be written.
    static func make(_ path: String) throws(ProgramError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let hint =
                errno == EEXIST
                ? "a key is never overwritten: name another file" : "name a file that can be made"
            throw ProgramError(.io, "cannot make \(path): \(SystemError.last); \(hint)")
        }
        defer { close(descriptor) }
        // Kept away from others whatever the umask says of the owner's own rights.
        fchmod(descriptor, 0o600)
        var random = SystemRandomNumberGenerator()
        let digits = (0..<32).map { _ in String(random.next(upperBound: 16 as UInt8), radix: 16) }
        let bytes = Array((digits.joined() + "\n").utf8)
        let count = unsafe bytes.withUnsafeBytes {
            unsafe write(descriptor, $0.baseAddress, $0.count)
        }
        guard count == bytes.count, fsync(descriptor) == 0 else {
            let reason = SystemError.last
            unsafe unlink(path)
            throw ProgramError(.io, "cannot write \(path): \(reason); make room and try again")
        }
    }
}
