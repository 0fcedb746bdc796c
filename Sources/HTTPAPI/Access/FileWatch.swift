// SPDX-License-Identifier: Apache-2.0

/// Tells when files have changed and are still again.
///
/// A change counts once two looks in a row have seen the same, so that a file is not read while it is
/// written, nor a key before the certificate that belongs to it.
struct FileWatch {
    private let paths: [String]
    private var used: [FileStamp?]
    private var seen: [FileStamp?]
    /// Why the files could not be used as they are; nil: they could, or were not tried.
    private var refusal: String?
    private var isRefused = false

    /// Watches from now on: make it before the files are read for the first time.
    init(_ paths: [String]) {
        self.paths = paths
        used = paths.map { FileStamp(path: $0) }
        seen = used
    }

    /// Whether there is a change that was not told yet, or that could not be used when it was.
    mutating func takeChange() -> Bool {
        let now = paths.map { FileStamp(path: $0) }
        defer { seen = now }
        guard now == seen, now != used || isRefused else { return false }
        if now != used { refusal = nil }
        used = now
        isRefused = false
        return true
    }

    /// Says that the change that was taken could not be used: it is told again at the next look.
    ///
    /// - Parameter reason: Why.
    /// - Returns: Whether it is another reason than before, of the same change.
    mutating func refuse(_ reason: String) -> Bool {
        defer { refusal = reason }
        isRefused = true
        return reason != refusal
    }
}
