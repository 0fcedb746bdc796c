// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// Reads a topic on and on, and keeps its committed records in a file, a JSON object a line.
final class TopicTail {
    let file: URL
    private let reader: TopicReader
    private let handle: FileHandle
    private var next: [Int32: Int64] = [:]

    init(_ topic: String, of scene: Scene) throws {
        file = scene.folder.appendingPathComponent("\(topic).ndjson")
        reader = scene.broker.reader(topic)
        try Data().write(to: file)
        handle = try FileHandle(forWritingTo: file)
    }

    deinit { try? handle.close() }

    /// What was committed since the last time.
    func read() throws -> [TopicRecord] {
        let records = try reader.read(from: next)
        for record in records {
            if let partition = record.partition, let offset = record.offset {
                next[partition] = offset + 1
            }
        }
        try handle.write(contentsOf: RecordLines.encoded(records))
        return records
    }
}
