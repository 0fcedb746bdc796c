// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The process's standard error: what people read, never data.
enum StandardError {
    /// Whether a person watches.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes lines as they are; what cannot be written is lost: there is nobody left to tell.
    static func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
            }
            guard count > 0 || errno == EINTR else { return }
            rest = rest.dropFirst(max(0, count))
        }
    }

    /// Tells an error, each of its lines behind the program's name.
    static func report(_ error: ProgramError) {
        for line in error.description.split(separator: "\n") { write("streamgauge: \(line)\n") }
    }
}
