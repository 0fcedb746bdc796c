// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What tells a file from what it was, or from another one in its place.
struct FileStamp: Equatable {
    private let device: UInt
    private let inode: UInt
    private let size: Int
    private let modified: [Int]
    private let changed: [Int]
    /// Whether users who are neither the owner nor of the group may read it.
    let isReadableByOthers: Bool

    /// The stamp of a file now; nil: there is none.
    init?(path: String) {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else { return nil }
        device = UInt(facts.st_dev)
        inode = UInt(facts.st_ino)
        size = Int(facts.st_size)
        modified = [facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec]
        changed = [facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec]
        isReadableByOthers = facts.st_mode & S_IROTH != 0
    }

    /// What to say of secret files that everybody on the machine can read.
    static func warnings(_ paths: [String]) -> [String] {
        paths.filter { FileStamp(path: $0)?.isReadableByOthers == true }.map {
            "\($0) can be read by every user of this machine: chmod o-rwx \($0)"
        }
    }
}
