// SPDX-License-Identifier: Apache-2.0

extension AliasTracker {
    /// Takes recorded joins into a tracker that knows none.
    ///
    /// - Parameters:
    ///   - image: the state as of a barrier.
    ///   - time: of the latest event counted, ms: an earlier program wrote joins without a day, and they
    ///     count as told on the day of it.
    /// - Throws: `.noRoom` where the limit is below what there is.
    mutating func restore(from image: StateImage, latest time: Int64) throws(StateError) {
        var image = image
        try image.rewrite(.aliases) { reader, writer throws(StateError) in
            let length: UInt16 = try reader.read()
            guard length == UInt16(MemoryLayout<TableShard<UInt64>.Slot>.size) else {
                writer.write(length)
                return writer.write(Array(try reader.readRest()))
            }
            writer.write(UInt16(MemoryLayout<TableShard<Join>.Slot>.size))
            while !reader.isAtEnd {
                let (key, id): (UInt64, UInt64) = (try reader.read(), try reader.read())
                let join = Join(id: id, day: Join.day(of: time))
                writer.write(raw: TableShard<Join>.Slot(key: key, value: join))
            }
        }
        try joined.restore(.aliases, from: image)
    }
}
