// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The walk over all numbers in a state that name a value, a combination or a series.
extension StateImage {
    /// Visits every such number but those in the lists of values, combinations and series themselves.
    ///
    /// - Parameters:
    ///   - layout: of the plan in whose order the state is.
    ///   - visitor: says what stands there from now on.
    /// - Throws: `.damaged`, `.otherVersion`, and what the visitor does.
    /// - Complexity: O(state).
    mutating func visitNumbers(
        _ layout: NumberLayout,
        by visitor: inout some NumberVisitor
    ) throws(StateError) {
        for kind in StateKind.allCases {
            switch kind {
            case .sessions: try visitSessions(layout.pages, &visitor)
            case .messages: try visitTable(kind, of: PackedMessage.self, &visitor)
            case .persons: try visitTable(kind, of: Person.self, &visitor)
            case .personDays: try visitTable(kind, of: PersonDays.Values.self, &visitor)
            case .installs: try visitTable(kind, of: InstallTracker.Installation.self, &visitor)
            case .responses: try visitTable(kind, of: Response.self, &visitor)
            case .invitations: try visitTable(kind, of: Invitation.self, &visitor)
            case .spending: try visitTable(kind, of: SpendTracker.Reading.self, &visitor)
            case .leads: try visitTable(kind, of: LeadTracker.Lead.self, &visitor)
            case .buyers: try visitTable(kind, of: BuyerTracker.Buyer.self, &visitor)
            case .touches: try visitTable(kind, of: TouchTracker.Touch.self, &visitor)
            case .stages: try visitTable(kind, of: PackedJourney.self, &visitor)
            case .interactions: try visitTable(kind, of: InteractionTracker.Weeks.self, &visitor)
            case .rows: try visitRows(layout.plan, &visitor)
            case .levels: try visitLevels(layout.levels, &visitor)
            case .emission: try visitEmission(layout, &visitor)
            case .revisions: try visitRevisions(layout, &visitor)
            case .targets: try visitTargets(layout, &visitor)
            case .admission: try visitAdmission(layout, &visitor)
            // Numbered themselves: see `StoredNumbers`.
            case .combinations, .series, .dictionaries: break
            // Name none.
            case .clocks, .duplicates, .aliases, .sessionHeads, .stuckFacts, .totals, .threads,
                .inputs, .plan, .cluster, .history, .alerts, .rules:
                break
            }
        }
    }

    private mutating func visitSessions(
        _ pages: Int?,
        _ visitor: inout some NumberVisitor
    ) throws(StateError) {
        try rewrite(.sessions) { reader, writer throws(StateError) in
            try reader.copyLength(of: Session.self, .sessions, to: &writer)
            let used: UInt8 = try reader.read()
            writer.write(used)
            for _ in 0..<used.nonzeroBitCount {
                var session: Session = try reader.readRaw()
                try session.renumberCombinations { combination throws(StateError) in
                    try visitor.combination(combination)
                }
                if let pages {
                    try session.renumberPages { page throws(StateError) in
                        try visitor.value(page, of: pages)
                    }
                }
                writer.write(raw: session)
            }
        }
    }

    private mutating func visitTable<Entry: NamesCombinations>(
        _ kind: StateKind,
        of entry: Entry.Type,
        _ visitor: inout some NumberVisitor
    ) throws(StateError) {
        try rewrite(kind) { reader, writer throws(StateError) in
            try reader.copyLength(of: TableShard<Entry>.Slot.self, kind, to: &writer)
            while !reader.isAtEnd {
                var slot: TableShard<Entry>.Slot = try reader.readRaw()
                try slot.value.renumberCombinations { combination throws(StateError) in
                    try visitor.combination(combination)
                }
                writer.write(raw: slot)
            }
        }
    }

    /// Series, then what stands behind it up to the cells, then these, of which lists name values.
    private mutating func visitRows(
        _ plan: Plan,
        _ visitor: inout some NumberVisitor
    ) throws(StateError) {
        for (number, table) in plan.tables.enumerated() {
            let lists = table.cells.map { $0.listed.flatMap(plan.listSlot) }
            try rewrite(.rows, number) { reader, writer throws(StateError) in
                let series: UInt32 = try reader.read()
                writer.write(try visitor.series(series, in: table.groupingSet))
                // Start of the pane, count of changes, marks, outputs told, cells changed.
                writer.write(try reader.read(count: 8 + 8 + 1 + 8 + 8))
                for (cell, measure) in table.cells.enumerated() {
                    if let slot = lists[cell], measure.fold == .top {
                        try SketchArenas.copyList(&reader, to: &writer) {
                            value throws(StateError) in
                            try visitor.value(value, of: slot)
                        }
                    } else {
                        writer.write(try SketchArenas.content(of: measure.fold, in: &reader))
                    }
                }
            }
        }
    }
}

extension StateReader {
    /// Copies the length of an entry that stands before entries.
    fileprivate mutating func copyLength<Entry>(
        of entry: Entry.Type,
        _ kind: StateKind,
        to writer: inout StateWriter
    ) throws(StateError) {
        let length: UInt16 = try read()
        guard length == UInt16(MemoryLayout<Entry>.size) else {
            throw StateError(.otherVersion, "entries of \(kind) have another length")
        }
        writer.write(length)
    }
}
