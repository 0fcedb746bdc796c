// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file that is read once from its beginning to its end; `-` is standard input.
struct InputFile: ~Copyable {
    /// What messages call it.
    let name: String
    /// Its length, where it has one.
    let byteCount: Int?

    private let descriptor: Int32

    /// Opens a file.
    init(_ path: String) throws(ProgramError) {
        name = path == "-" ? "standard input" : path
        descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
        var state = stat()
        guard descriptor >= 0, unsafe fstat(descriptor, &state) == 0 else {
            throw Self.failure("open", name)
        }
        let isRegular = state.st_mode & S_IFMT == S_IFREG
        byteCount = isRegular ? Int(state.st_size) : nil
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// Reads what comes next; 0 is the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ProgramError) -> Int {
        while true {
            let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw Self.failure("read", name) }
        }
    }

    private static func failure(_ act: String, _ name: String) -> ProgramError {
        ProgramError(.io, "cannot \(act) \(name): \(SystemError.last); name a readable file")
    }
}
