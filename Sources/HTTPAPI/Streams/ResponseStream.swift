// SPDX-License-Identifier: Apache-2.0

/// A body that goes on for as long as the client stays.
///
/// The server's thread alone asks it.
protocol ResponseStream: AnyObject, Sendable {
    /// What is to be sent next; nil: nothing now, the client waits.
    func next() -> ResponseBody?

    /// The stream begins to be sent.
    func begin()

    /// The client left, or was dropped because it did not read.
    func end(isDropped: Bool)
}
