// SPDX-License-Identifier: Apache-2.0

import Story

/// An endless row of records, the same for the same seed.
protocol LoadSource {
    /// Puts the next record in place of what `bytes` held.
    mutating func load(into bytes: inout [UInt8]) -> LoadRecord
}

extension Story: LoadSource {
    mutating func load(into bytes: inout [UInt8]) -> LoadRecord {
        let record = next(into: &bytes)
        return LoadRecord(time: record.time, key: record.key)
    }
}
