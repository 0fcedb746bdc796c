// SPDX-License-Identifier: Apache-2.0

import Story

/// Where generated records go.
protocol RecordTarget: ~Copyable {
    /// Takes a record.
    mutating func write(_ bytes: [UInt8], _ record: StoryRecord) throws(ProgramError)
    /// Lets what was taken so far arrive.
    mutating func flush() throws(ProgramError)
}
