// SPDX-License-Identifier: Apache-2.0

import Events

@testable import Pipeline

extension RejectedRecord {
    /// A record of one byte that has no headers yet.
    static func bare(key: [UInt8]? = nil) -> RejectedRecord {
        RejectedRecord(
            partition: 0,
            offset: 0,
            timestamp: 0,
            key: key,
            value: [1],
            error: .badTime,
            index: nil
        )
    }
}
