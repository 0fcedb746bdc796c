// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What was final, by series, for those who ask for more than the newest window.
///
/// Finals enter with the barrier that hands them to a commit and can be read once it has arrived, so
/// that nobody is shown what a crash could still take back; a revision is shown with its barrier. One
/// thread writes, between commits; any thread reads. Both hold one lock, for as long as a copy takes.
public final class FinalHistory: Sendable {
    private struct Contents {
        var table: HistoryTable
        /// By slot, from which start on points belong to a commit under way.
        var hiddenFrom: [Int: Int64] = [:]
    }

    private let contents: Mutex<Contents>

    /// A history of nothing.
    ///
    /// - Parameters:
    ///   - plan: the compiled definitions.
    ///   - limitBytes: the most memory that it takes (`limits.history`).
    ///   - rules: what they compare with is kept, within the limit.
    public init(plan: Plan, limitBytes: Int, rules: [AlertRule] = []) {
        contents = Mutex(
            Contents(table: HistoryTable(plan: plan, limitBytes: limitBytes, rules: rules))
        )
    }

    /// Memory that one series of each output takes whose earlier windows rules compare with.
    public static func leastBytes(of plan: Plan, _ rules: [AlertRule]) -> Int {
        plan.outputs.indices.map { output in
            let count = rules.keptCount(of: output, in: plan)
            guard count > 0 else { return 0 }
            // The name, and a block that has just begun.
            let blocks = (count + HistoryBlocks.pointCount - 1) / HistoryBlocks.pointCount + 2
            return blocks * HistoryBlocks.blockBytes
        }
        .reduce(0, +)
    }

    /// How much of it is in use.
    public struct Use: Sendable, Equatable {
        /// Places for points in blocks that are in use; a series takes as many as a block.
        public var points: Int
        /// Places that there may be.
        public var limit: Int
        /// Points that had to go before their time.
        public var dropped: UInt64
    }

    /// How much of it is in use; any thread.
    public var use: Use {
        contents.withLock { contents in
            Use(
                points: contents.table.usedCount * HistoryBlocks.pointCount,
                limit: contents.table.blockLimit * HistoryBlocks.pointCount,
                dropped: contents.table.droppedCount
            )
        }
    }

    // MARK: - Writing

    /// Keeps finals and revisions of one barrier.
    ///
    /// - Parameters:
    ///   - count: how many there are.
    ///   - point: each of them: its output, the aggregator's number of its series, and what is kept.
    ///   - name: dimensions of a series; asked for once in a run.
    ///   - visit: may look what is kept of the series of each of them, by starts of windows, before
    ///     what comes behind it can push that out.
    /// - Complexity: O(count).
    public func stage(
        _ count: Int,
        point: (Int) -> (output: Int, number: UInt32, point: HistoryPoint),
        name: (_ output: Int, _ number: UInt32) -> (
            dimensions: [(name: String, value: String?)], isOverflow: Bool
        ),
        visit: (_ index: Int, _ kept: (_ start: Int64) -> HistoryPoint?) -> Void = { _, _ in }
    ) {
        contents.withLock { contents in
            for index in 0..<count {
                let (output, number, point) = point(index)
                let slot = contents.table.slot(output, number) { name(output, number) }
                visit(index) { contents.table.point(in: slot, at: $0) }
                guard contents.table.put(point, in: slot) else { continue }
                if contents.hiddenFrom[slot] == nil { contents.hiddenFrom[slot] = point.start }
            }
        }
    }

    /// The commit of what was staged has arrived.
    public func confirm() { contents.withLock { $0.hiddenFrom.removeAll(keepingCapacity: true) } }

    // MARK: - State

    /// Visits all series by slot, each with a version that no other series has.
    public func visitSeries(_ body: (_ slot: Int, _ version: UInt64, HistorySeries) -> Void) {
        contents.withLock { contents in
            for (slot, held) in contents.table.series.enumerated() {
                if let held { body(slot, held.birth, held.name) }
            }
        }
    }

    /// Visits all blocks by number: each with a version that changes with its content, the slot of its
    /// series, and its points.
    public func visitBlocks(
        _ body: (_ number: Int, _ version: UInt64, _ slot: Int, ArraySlice<HistoryPoint>) -> Void
    ) {
        contents.withLock { contents in
            let blocks = contents.table.blocks
            for (number, held) in blocks.blocks.enumerated() where held.slot >= 0 {
                body(number, held.version, Int(held.slot), blocks.points(UInt32(number)))
            }
        }
    }

    /// Takes what was stored.
    ///
    /// Points are taken by age, so that where there is no room for all the oldest are left out.
    ///
    /// - Parameter stored: series with points in any order; a series whose output is not counted any
    ///   more is left out.
    /// - Complexity: O(points, with a logarithm).
    public func restore(_ stored: [(name: HistorySeries, points: [HistoryPoint])]) {
        contents.withLock { contents in
            var points: [(slot: Int, point: HistoryPoint)] = []
            for (name, own) in stored {
                guard let output = name.output(of: contents.table.plan) else { continue }
                let slot = contents.table.add(name, output: output)
                points += own.map { (slot, $0) }
            }
            points.sort { ($0.point.start, $0.slot) < ($1.point.start, $1.slot) }
            for (slot, point) in points { _ = contents.table.put(point, in: slot) }
        }
    }

    // MARK: - Reading

    /// Finals of the series of an output.
    ///
    /// Any thread.
    ///
    /// - Parameters:
    ///   - output: position in `Plan.outputs`.
    ///   - range: starts of windows, ms UTC.
    ///   - limit: the most points of a series, the newest ones.
    ///   - seriesLimit: the most series, those with the largest newest sample.
    ///   - pointLimit: the most points of all series, shared alike.
    ///   - isWanted: which series are asked for.
    /// - Returns: the series, the largest newest sample first, each with its points in order.
    /// - Complexity: O(series of the output, with a logarithm, and points that are given).
    public func read(
        output: Int,
        in range: Range<Int64>,
        limit: Int,
        seriesLimit: Int,
        pointLimit: Int = .max,
        where isWanted: (HistorySeries) -> Bool = { _ in true }
    ) -> [HistoryExcerpt] {
        contents.withLock { contents in
            let table = contents.table
            var found: [(slot: Int, n: Double)] = []
            for slot in table.slots[output] {
                guard let series = table.series[slot], isWanted(series.name) else { continue }
                found.append((slot, table.newest(of: series)?.n ?? 0))
            }
            found.sort { ($1.n, $0.slot) < ($0.n, $1.slot) }
            let chosen = found.prefix(seriesLimit)
            let limit = min(limit, max(1, pointLimit / max(1, chosen.count)))
            return chosen.compactMap { slot, _ in
                guard let series = table.series[slot] else { return nil }
                let end = min(range.upperBound, contents.hiddenFrom[slot] ?? .max)
                return Self.excerpt(series, table.blocks, range.lowerBound, end, limit)
            }
        }
    }

    private static func excerpt(
        _ series: HistoryTable.Series,
        _ blocks: HistoryBlocks,
        _ begin: Int64,
        _ end: Int64,
        _ limit: Int
    ) -> HistoryExcerpt {
        var points: [HistoryPoint] = []
        var isTruncated = false
        search: for block in series.blocks.reversed() {
            for point in blocks.points(block).reversed() where point.start < end {
                if point.start < begin { break search }
                if points.count == limit {
                    isTruncated = true
                    break search
                }
                points.append(point)
            }
        }
        return HistoryExcerpt(
            series: series.name,
            points: points.reversed(),
            isTruncated: isTruncated
        )
    }
}
