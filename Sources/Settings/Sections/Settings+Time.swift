// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// What event time may do (`time`).
    public struct Time: Sendable, Hashable {
        /// How far the watermark stays behind the newest event.
        public var outOfOrderness = Duration.seconds(60)

        /// How long a window still takes late events after its end and settle, by its size.
        public var lateness = LatenessTable([
            .seconds(10): .seconds(60), .seconds(60): .seconds(120),
            .seconds(3600): .seconds(900), .seconds(86_400): .seconds(10_800),
        ])

        /// Silence after which a partition read to its end no longer holds the watermark.
        public var idle = Duration.seconds(30)

        /// Age beyond which an event is rejected.
        public var maximumAge = Duration.seconds(72 * 3600)

        /// Lead over the time of receipt beyond which an event is rejected.
        public var maximumAhead = Duration.seconds(600)

        /// Time zone of windows of whole days, by its name in the time zone database.
        public var zone = "UTC"

        /// Age of the watermark beyond which `/metrics` shows no values.
        public var staleAfter = Duration.seconds(300)

        /// The defaults.
        public init() {}
    }
}
