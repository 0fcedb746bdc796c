// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A hull of event times that other threads read while it grows.
///
/// One thread writes, any thread reads, without locks. A reader that comes between the two ends
/// sees a hull that was or will be, or one of no times.
final class PublishedHull: Sendable {
    // Neither end guards other memory: relaxed.
    private let first = Atomic<Int64>(.max)
    private let last = Atomic<Int64>(.min)

    /// The hull as it is now.
    ///
    /// Any thread.
    var hull: TimeHull {
        let (first, last) = (first.load(ordering: .relaxed), last.load(ordering: .relaxed))
        return first > last ? TimeHull() : TimeHull(first, last)
    }

    /// Sets the hull.
    ///
    /// Writer only.
    func publish(_ hull: TimeHull) {
        first.store(hull.first, ordering: .relaxed)
        last.store(hull.last, ordering: .relaxed)
    }

    /// Adds a time.
    ///
    /// Writer only.
    func note(_ time: Int64) {
        var hull = hull
        hull.note(time)
        publish(hull)
    }

    /// Forgets it all if it ends before a time.
    ///
    /// Writer only.
    func clear(before time: Int64) {
        var hull = hull
        hull.clear(before: time)
        publish(hull)
    }
}
