// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc

/// A file that is written from the beginning to its end, through a buffer.
///
/// Call `flush` at the end: what is still in the buffer is lost otherwise. One thread.
struct OutputFile: ~Copyable {
    /// From this many bytes on the buffer is written.
    private static let bufferSize = 64 << 10

    private let descriptor: Int32
    private let name: String
    private let isOwned: Bool
    private var buffer: [UInt8] = []

    private init(descriptor: Int32, name: String, isOwned: Bool) {
        self.descriptor = descriptor
        self.name = name
        self.isOwned = isOwned
        buffer.reserveCapacity(Self.bufferSize + (8 << 10))
    }

    deinit { if isOwned { close(descriptor) } }

    /// Standard output.
    static var standardOutput: OutputFile {
        OutputFile(descriptor: STDOUT_FILENO, name: "standard output", isOwned: false)
    }

    /// A file, made or emptied; `-` is standard output.
    static func make(_ path: String) throws(ProgramError) -> OutputFile {
        if path == "-" { return standardOutput }
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw ProgramError(
                .io,
                "cannot write \(path): \(SystemError.last); name a file that can be written"
            )
        }
        return OutputFile(descriptor: descriptor, name: path, isOwned: true)
    }

    /// Appends a text to the buffer.
    mutating func append(_ text: String) { buffer.append(contentsOf: text.utf8) }

    /// Appends what a closure writes, and a line end.
    mutating func appendLine(_ write: (inout [UInt8]) -> Void) throws(ProgramError) {
        write(&buffer)
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Writes what is in the buffer.
    mutating func flush() throws(ProgramError) {
        defer { buffer.removeAll(keepingCapacity: true) }
        var written = 0
        while written < buffer.count {
            let count = unsafe buffer.withUnsafeBytes { bytes in
                unsafe Glibc.write(
                    descriptor,
                    bytes.baseAddress?.advanced(by: written),
                    bytes.count - written
                )
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EPIPE { throw .outputClosed }
            guard count >= 0 else {
                throw ProgramError(
                    .io,
                    "cannot write to \(name): \(SystemError.last); make room and try again"
                )
            }
            written += count
        }
    }
}
