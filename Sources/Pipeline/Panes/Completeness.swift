// SPDX-License-Identifier: Apache-2.0

import KPIs
import Synchronization
import Windowing

/// Which windows the application saw whole, for finals and for early values alike.
///
/// One thread writes, any thread reads, without locks.
final class Completeness: Sendable {
    /// Event times of facts that found no room, by `FactKind.rawValue`; behind them those at which facts of
    /// every kind found none: one note where memory is short, not one for each kind.
    private let refused: [PublishedHull]
    /// Where the hull behind those of the kinds lies, which concerns every output.
    private static let everyKind = FactKind.allCases.count
    /// Event times of facts that count as `other` in every grouping set, whatever their values.
    let displaced = PublishedHull()
    /// By output: how far back what it counts rests on what was seen, how far before its own the window
    /// begins that it is compared with, both in ms, whether it rests on totals only, and the places in
    /// `refused` that concern it.
    private let rests: [(lookBack: Int64, compared: Int64, isTotal: Bool, hulls: [Int])]
    private let freshness: Freshness
    /// By table: start of the first window over its panes, ms; `Int64.min` where every one counts.
    let firstStarts: [Int64]
    // Guards no other memory: relaxed.
    private let seen: Atomic<Int64>

    /// What a configuration begins with.
    init(_ configuration: AggregatorConfiguration) {
        let plan = configuration.plan
        refused = (0...Self.everyKind).map { _ in PublishedHull() }
        rests = plan.outputs.indices.map { position in
            let output = plan.outputs[position]
            let kpi = plan.kpis[output.kpi]
            let table = plan.tables[output.table]
            // By a zone's clock the window may be an hour further away.
            let change = table.calendar.largestChange
            let back = kpi.formula.comparesBack.map {
                ($0 == 0 ? output.shape.longest : $0) + change
            }
            // Definitions of growth may say themselves how far it looks back.
            let kinds = Set(plan.cells(of: position).map { Int(table.cells[$0].fact.rawValue) })
            let hulls = kinds.sorted() + [Self.everyKind]
            return (max(kpi.lookBack, back ?? 0), back ?? 0, table.groupingSet == 0, hulls)
        }
        firstStarts = plan.tables.map { configuration.firstStart(paneSize: $0.paneSize) }
        freshness = configuration.freshness
        seen = Atomic(configuration.completeFrom)
    }

    /// From when on every event was seen, ms.
    ///
    /// Any thread.
    var seenFrom: Int64 { seen.load(ordering: .relaxed) }

    /// Says from when on every event was seen, ms.
    ///
    /// Writer only.
    func publish(seenFrom time: Int64) { seen.store(time, ordering: .relaxed) }

    /// Takes note that facts found no room.
    ///
    /// Writer only.
    ///
    /// - Parameters:
    ///   - time: at which they would have counted, ms.
    ///   - kinds: of the facts; windows of outputs that count none of them stay whole.
    func noteRefused(_ time: Int64, of kinds: FactKindSet) {
        if kinds == .all { return refused[Self.everyKind].note(time) }
        for kind in 0..<Self.everyKind where kinds.rawValue >> UInt64(kind) & 1 != 0 {
            refused[kind].note(time)
        }
    }

    /// Takes note of a hull of such times; one of none changes nothing.
    ///
    /// Writer only.
    func noteRefused(_ hull: TimeHull, of kinds: FactKindSet) {
        guard !hull.isEmpty else { return }
        noteRefused(hull.first, of: kinds)
        noteRefused(hull.last, of: kinds)
    }

    /// Event times of facts of a kind that found no room.
    ///
    /// Any thread.
    func refused(_ kind: FactKind) -> TimeHull {
        var hull = refused[Int(kind.rawValue)].hull
        hull.note(refused[Self.everyKind].hull)
        return hull
    }

    /// From when on everything was seen that an output counts, ms.
    ///
    /// Any thread.
    func from(_ output: Int) -> Int64 { max(seenFrom, freshness.completeFrom(output)) }

    /// Where windows of an output can begin whose values rest on nothing before everything was seen, ms.
    ///
    /// Any thread.
    func wholeFrom(_ output: Int) -> Int64 {
        let from = from(output)
        return from == .min ? .min : from + rests[output].lookBack
    }

    /// Whether the application saw everything that a window's value rests on.
    ///
    /// Any thread.
    ///
    /// - Parameters:
    ///   - output: position in the plan.
    ///   - start: of the window, ms UTC.
    ///   - end: of the window, ms UTC.
    /// - Returns: false if something is missing.
    func holds(_ output: Int, start: Int64, end: Int64) -> Bool {
        let rests = rests[output]
        if wholeFrom(output) > start { return false }
        func isWhole(_ hull: TimeHull) -> Bool {
            !hull.meets(start, end)
                && (rests.compared == 0
                    || !hull.meets(start - rests.compared, end - rests.compared))
        }
        return rests.hulls.allSatisfy { isWhole(refused[$0].hull) }
            && (rests.isTotal || isWhole(displaced.hull))
    }

    /// Times at which windows of an output may stop or begin to be whole, ms UTC.
    ///
    /// Any thread.
    ///
    /// - Parameter output: position in the plan.
    /// - Returns: in no order; a window with none of them at its ends or within is as whole as its
    ///   neighbours.
    func turns(_ output: Int) -> [Int64] {
        let rests = rests[output]
        var turns = [wholeFrom(output)]
        let hulls = rests.hulls.map { refused[$0].hull } + [displaced.hull]
        for hull in hulls where !hull.isEmpty {
            turns += [hull.first, hull.last]
            turns += [hull.first + rests.compared, hull.last + rests.compared]
        }
        return turns
    }

    /// Forgets what concerns no window that can still be told.
    ///
    /// Writer only.
    ///
    /// - Parameter earliestStart: of the windows that can, ms; asked for only when there is something.
    func forget(before earliestStart: () -> Int64) {
        let hulls = (refused + [displaced]).filter { !$0.hull.isEmpty }
        guard !hulls.isEmpty else { return }
        let start = earliestStart()
        for hull in hulls { hull.clear(before: start) }
    }
}
