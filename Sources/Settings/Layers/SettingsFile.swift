// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Reads small files whole: settings and secrets.
enum SettingsFile {
    /// Bytes a secret may have.
    static let maximumBytes = 64 << 10

    /// Why a file could not be read.
    struct Failure: Error, Sendable {
        let reason: String
        /// What the system said; nil: it was read, and its content is no good.
        var code: Int32?

        /// Whether there is no such file.
        var isMissing: Bool { code == ENOENT }
    }

    /// The text of a secret's file without its final line end.
    static func secret(_ path: String) throws(Failure) -> String {
        let bytes = try bytes(of: path, atMost: maximumBytes)
        guard bytes.count <= maximumBytes else {
            throw Failure(reason: "more than \(maximumBytes) bytes")
        }
        guard var text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(reason: "not valid UTF-8")
        }
        if text.last?.isNewline == true { text.removeLast() }
        guard !text.isEmpty else { throw Failure(reason: "it is empty") }
        return text
    }

    /// The bytes of a file, one more than the limit where it has more.
    ///
    /// It blocks on a pipe.
    static func bytes(of path: String, atMost limit: Int) throws(Failure) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Failure(errno: errno) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= limit {
            let wanted = min(chunk.count, limit + 1 - bytes.count)
            let count = unsafe Glibc.read(file, &chunk, wanted)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure(errno: errno) }
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return bytes
    }
}

extension SettingsFile.Failure {
    fileprivate init(errno code: Int32) {
        let text = unsafe strerror(code).map { unsafe String(cString: $0) }
        self.init(reason: text ?? "error \(code)", code: code)
    }
}
