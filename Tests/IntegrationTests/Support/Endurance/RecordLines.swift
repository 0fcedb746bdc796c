// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// Records as other programs are given them: a JSON object a line.
enum RecordLines {
    private struct Line: Encodable {
        var partition: Int32?
        var offset: Int64?
        var timestamp: Int64?
        var value: String?
    }

    static func encoded(_ records: [TopicRecord]) throws -> Data {
        let encoder = JSONEncoder()
        var lines = Data()
        for record in records {
            let line = Line(
                partition: record.partition,
                offset: record.offset,
                timestamp: record.timestamp,
                value: record.text
            )
            lines += try encoder.encode(line) + [0x0A]
        }
        return lines
    }
}
