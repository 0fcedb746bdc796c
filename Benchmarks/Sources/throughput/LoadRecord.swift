// SPDX-License-Identifier: Apache-2.0

/// What is said of a record beside its bytes.
struct LoadRecord {
    /// The record's timestamp, ms since 1970.
    let time: Int64
    /// Where in the bytes the key lies; `nil` for a record without one.
    let key: Range<Int>?
}
