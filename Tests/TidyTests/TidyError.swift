// SPDX-License-Identifier: Apache-2.0

/// Why the repository could not be read.
struct TidyError: Error, CustomStringConvertible {
    let reason: String

    var description: String { reason }
}
