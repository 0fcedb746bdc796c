// SPDX-License-Identifier: Apache-2.0

/// Tells when files have changed and are still again.
///
/// A change counts once two looks in a row have seen the same, so that a file is not read while it is
/// written, nor a key before the certificate that belongs to it.
struct FileWatch {
    private let paths: [String]
    private var used: [FileStamp?]
    private var seen: [FileStamp?]

    /// Watches from now on: make it before the files are read for the first time.
    init(_ paths: [String]) {
        self.paths = paths
        used = paths.map { FileStamp(path: $0) }
        seen = used
    }

    /// Whether there is a change that was not told yet.
    mutating func takeChange() -> Bool {
        let now = paths.map { FileStamp(path: $0) }
        defer { seen = now }
        guard now != used, now == seen else { return false }
        used = now
        return true
    }
}
