// SPDX-License-Identifier: Apache-2.0

/// Whether a record's value has anything to decode.
@frozen public enum RecordContent: Sendable {
    /// No bytes, blanks, or an empty array.
    case empty
    /// At least one element, good or bad.
    case elements
}
