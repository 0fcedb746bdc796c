// SPDX-License-Identifier: Apache-2.0

/// The pane of a class in which something counted last: nearly always that of what comes next.
///
/// It is asked in the time of the facts, so that nobody has to look at a calendar before.
struct OpenPane: BitwiseCopyable {
    /// Since when its facts come, as they tell the time, ms; not before the clock's offset last changed.
    var from = Int64.min
    /// For how long, ms; not beyond the clock's next change; 0: nothing has counted yet.
    var length: UInt64 = 0
    /// It takes facts while the watermark is below this, ms.
    var closes = Int64.min
    /// It has not ended while the watermark is below this, ms.
    var ends = Int64.min
    /// Where it begins, in the time of the class's clock, ms.
    var start = Int64.min

    /// Whether a fact of a time surely lies in it.
    @inline(__always)
    func contains(_ time: Int64) -> Bool {
        // As unsigned, a time before the start is a large distance too.
        UInt64(bitPattern: time &- from) < length
    }
}
