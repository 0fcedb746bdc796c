// SPDX-License-Identifier: Apache-2.0

import Kafka

extension RecordBatch {
    /// A copy of a record's value; empty where it has none.
    func copiedValue(at index: Int) -> [UInt8] {
        // Sound: the bytes are copied within the closure.
        unsafe record(at: index).value?.withUnsafeBytes { unsafe Array($0) } ?? []
    }
}
