// SPDX-License-Identifier: Apache-2.0

/// How far events of a file stand behind the time that those before them had reached.
///
/// A file has no time of receipt that an event's own could be compared with: one event of a wrong year
/// makes all behind it late, and this tells which one it was.
struct Disorder: Sendable {
    /// An event in a file.
    struct Place: Sendable {
        /// ms since 1970.
        var time: Int64
        /// Which file of several.
        var file = 0
        var line: Int
    }

    /// The event that had reached the latest time.
    private var latest: Place?
    /// The event that was furthest behind, and the one that was ahead of it; nil: all are in order.
    private(set) var furthest: (behind: Place, ahead: Place)?

    /// Takes the next event.
    ///
    /// - Parameters:
    ///   - event: where it is and when it happened.
    ///   - reached: the time to which it moves the watermark, ms.
    @inline(__always)
    mutating func note(_ event: Place, reached: Int64) {
        if let latest, event.time < latest.time {
            let isFurther = furthest.map {
                latest.time - event.time > $0.ahead.time - $0.behind.time
            }
            if isFurther ?? true { furthest = (event, latest) }
        }
        if let latest, reached <= latest.time { return }
        latest = event
        latest?.time = reached
    }

    /// Which event was furthest behind which, where that is further than events may be.
    ///
    /// - Parameters:
    ///   - tolerance: `time.out_of_orderness`, ms: what is further behind may miss windows.
    ///   - name: of a place.
    /// - Returns: nil: all events are near enough.
    func text(beyond tolerance: Int64, _ name: (Place) -> String) -> String? {
        guard let (behind, ahead) = furthest, ahead.time - behind.time > tolerance else {
            return nil
        }
        func text(_ place: Place) -> String { "\(name(place)) of \(StateSummary.time(place.time))" }
        return
            "\(text(behind)) comes \((ahead.time - behind.time) / 1_000) s behind \(text(ahead)); "
            + "time.out_of_orderness is \(tolerance / 1_000) s"
    }
}
