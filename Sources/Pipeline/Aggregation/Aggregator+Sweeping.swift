// SPDX-License-Identifier: Apache-2.0

extension Aggregator {
    /// Drops what trackers have forgotten in a part of each table, when enough time has passed since the
    /// last call that did.
    ///
    /// Trackers take what is forgotten for not there, so nothing but the room that is taken changes. A
    /// table would make that room itself where it needs it; until then it would look fuller than it is.
    ///
    /// - Complexity: O(slots / 64) in a minute of event time.
    mutating func sweep() {
        let watermark = panes.watermark
        guard watermark >= nextSweep else { return }
        nextSweep = watermark + Self.sweepInterval
        let nominal = nominalWatermark
        duplicates.sweep(at: watermark)
        aliases.sweep(at: watermark)
        messages.sweep(at: watermark)
        persons.sweep(at: nominal)
        feedback.sweep(at: watermark, nominal: nominal)
    }

    /// Event time from one part of the tables to the next, ms: all of them in about an hour.
    private static var sweepInterval: Int64 { 60_000 }
}
