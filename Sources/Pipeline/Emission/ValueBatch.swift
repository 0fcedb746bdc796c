// SPDX-License-Identifier: Apache-2.0

public import KPIs

/// The values that one barrier copies, up to a limit.
public struct ValueBatch: Sendable {
    /// The values, in the order in which they are to be written.
    public private(set) var values: [WindowValue] = []
    /// A batch is full from this many values on; a window's last values may exceed it.
    public let limit: Int
    /// Watermark of the barrier, ms.
    public let watermark: Int64
    /// What closes the windows, if not an event.
    public let closing: Snapshot.Closing?

    init(limit: Int, watermark: Int64, closing: Snapshot.Closing?) {
        self.limit = limit
        self.watermark = watermark
        self.closing = closing
    }

    var isFull: Bool { values.count >= limit }

    mutating func append(_ value: WindowValue) { values.append(value) }
}
