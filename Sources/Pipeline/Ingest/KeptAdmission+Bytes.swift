// SPDX-License-Identifier: Apache-2.0

import Events

// How admission stands in the state.
extension DimensionAdmission.KeptDay {
    /// Reads a part that holds a day.
    init(from reader: inout StateReader) throws(StateError) {
        self.init(
            number: try reader.read(),
            admitted: Int(try reader.read(UInt32.self)),
            values: []
        )
        while !reader.isAtEnd { values.append(try reader.read()) }
    }

    func write(to writer: inout StateWriter) {
        writer.write(number)
        writer.write(UInt32(admitted))
        for value in values { writer.write(value) }
    }
}

extension DimensionAdmission.KeptCounts {
    /// Reads a part that holds the counts of two days.
    init(from reader: inout StateReader) throws(StateError) {
        self.init(days: [try reader.read(), try reader.read()])
        for turn in 0..<2 {
            for _ in 0..<(try reader.read(UInt32.self)) {
                let value: UInt32 = try reader.read()
                values[turn].append((value, try reader.read()))
            }
        }
    }

    func write(to writer: inout StateWriter) {
        for day in days { writer.write(day) }
        for values in values {
            writer.write(UInt32(values.count))
            for (value, count) in values {
                writer.write(value)
                writer.write(count)
            }
        }
    }
}
