// SPDX-License-Identifier: Apache-2.0

/// For how long after a commit this process may still speak for its application.
///
/// A process that cannot commit may have been superseded without knowing: another one takes over after
/// the silence of a session, and what fires is then told by that one.
struct CommitLease: Sendable {
    /// How long after a commit has arrived, ms.
    let length: Int64

    private var count: UInt64
    private var renewed: Int64?

    /// A lease that begins with the next commit.
    ///
    /// - Parameters:
    ///   - length: how long after a commit it holds, ms.
    ///   - count: commits that had arrived before: those say nothing of now.
    init(length: Int64, after count: UInt64 = 0) { (self.length, self.count) = (length, count) }

    /// Looks whether the process may speak.
    ///
    /// - Parameters:
    ///   - commits: commits that have arrived since the start; nil: none can arrive any more.
    ///   - now: monotonic, ms.
    /// - Returns: whether a commit has arrived of late.
    mutating func isHeld(commits: UInt64?, now: Int64) -> Bool {
        guard let commits else { return false }
        if commits > count { (count, renewed) = (commits, now) }
        return renewed.map { now - $0 <= length } ?? false
    }
}
