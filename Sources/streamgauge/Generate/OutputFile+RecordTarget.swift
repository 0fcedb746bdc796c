// SPDX-License-Identifier: Apache-2.0

import Story

extension OutputFile: RecordTarget {
    mutating func write(_ bytes: [UInt8], _ record: StoryRecord) throws(ProgramError) {
        try appendLine { $0.append(contentsOf: bytes) }
    }
}
