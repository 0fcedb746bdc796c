// SPDX-License-Identifier: Apache-2.0

import TestSupport

extension Scene {
    /// So many page views of one hour behind midnight, a minute apart, each of another visitor.
    ///
    /// - Parameters:
    ///   - count: how many.
    ///   - hour: of the first day, or of days behind it.
    ///   - partitions: in turn they take them.
    ///   - country: of all; nil: none is told.
    /// - Returns: records in the order of their times.
    static func pageViews(
        _ count: Int,
        in hour: Int,
        partitions: Int = 1,
        country: String? = nil
    ) -> [TopicRecord] {
        let place = country.map { #","country":"\#($0)""# } ?? ""
        return (0..<count).map { number in
            let time = midnight + Int64(hour * 3_600_000 + number * 60_000)
            return TopicRecord(
                partition: Int32(number % partitions),
                timestamp: time,
                text: #"{"type":"page_view","time":\#(time),"anonymous":"a\#(number)"\#(place)}"#
            )
        }
    }
}
