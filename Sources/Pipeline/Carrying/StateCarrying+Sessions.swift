// SPDX-License-Identifier: Apache-2.0

/// Sessions name goals, listed pages and classes of tables by number.
extension StateCarrying {
    /// Sessions with the goals and pages that are still known, and their stuck facts.
    mutating func carrySessions() throws(StateError) {
        try carryStuckFacts()
        let object = old.listed.firstIndex(of: "object")
        let losesPages = object != nil && !new.listed.contains("object")
        guard old.goals != new.goals || losesPages else { return }
        let goals = same.goals
        try image.rewrite(.sessions) { reader, writer throws(StateError) in
            writer.write(try reader.read(UInt16.self))
            let used: UInt8 = try reader.read()
            writer.write(used)
            for _ in 0..<used.nonzeroBitCount {
                var session: Session = try reader.readRaw()
                session.renumberGoals(goals)
                if losesPages { session.forgetPages() }
                writer.write(raw: session)
            }
        }
    }

    private mutating func carryStuckFacts() throws(StateError) {
        let classes = same.classes
        try image.rewrite(.stuckFacts) { reader, writer throws(StateError) in
            writer.write(try reader.read(UInt16.self))
            while !reader.isAtEnd {
                var slot: TableShard<StuckFacts>.Slot = try reader.readRaw()
                slot.value.start = slot.value.start.moved(by: classes)
                slot.value.last = slot.value.last.moved(by: classes)
                writer.write(raw: slot)
            }
        }
    }
}
