// SPDX-License-Identifier: Apache-2.0

/// By which clock the panes of a table go, and which time a fact brings.
enum PaneClock: UInt8, BitwiseCopyable {
    /// The panes are of UTC, and so is the time.
    case utc
    /// The panes follow a zone, and the time is UTC.
    case zone
    /// The panes follow a zone, and the time is that of its clock: the start of a day.
    case nominal
}
