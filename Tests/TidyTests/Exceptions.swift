// SPDX-License-Identifier: Apache-2.0

/// Lists of exceptions, which may only shrink.
enum Exceptions {
    /// The entries that no file needs any longer.
    static func stale(_ listed: Set<String>, needed: Set<String>) -> [String] {
        listed.subtracting(needed).sorted().map {
            "\($0): is no exception any longer, take it out of Allowances.swift"
        }
    }
}
