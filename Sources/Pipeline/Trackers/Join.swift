// SPDX-License-Identifier: Apache-2.0

/// What an id belongs to, and the day on which that was last told or asked for.
///
/// The day is all that is kept of the time: what is said over and over changes the state once a day.
struct Join: BitwiseCopyable {
    /// Who a device belongs to, or which device a user used last.
    var id: UInt64
    /// Of event time, days since 1970, UTC.
    var day: Int32

    private static var dayLength: Int64 { 86_400_000 }

    /// The day of a time, ms.
    @inline(__always)
    static func day(of time: Int64) -> Int32 { Int32(clamping: time / dayLength) }

    /// Whether it is as if it had never been told, so long (ms) behind the end of its day.
    @inline(__always)
    func isForgotten(after memory: Int64, at watermark: Int64) -> Bool {
        watermark >= (Int64(day) + 1) * Self.dayLength + memory
    }
}
