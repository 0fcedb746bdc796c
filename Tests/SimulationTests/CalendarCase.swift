// SPDX-License-Identifier: Apache-2.0

import KPIs
import TestSupport
import Windowing

/// What a simulation has of zones, weeks, months and slides: a story around a change of the clock.
struct CalendarCase {
    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 86_400_000

    /// Clocks with their offsets (minutes) and changes (s since 1970).
    private static let zones: [[(from: Int64, minutes: Int64)]] = [
        [(.min, 0)],
        // Rome.
        [(.min, 60), (1_774_746_000, 120), (1_792_890_000, 60)],
        // Sao Paulo, where midnight was left out or came twice.
        [(.min, -180), (1_541_300_400, -120), (1_550_368_800, -180)],
        // Lord Howe, by half an hour.
        [(.min, 660), (1_775_314_800, 630), (1_791_041_400, 660)],
        // Kolkata, which never changes.
        [(.min, 330)],
    ]

    /// The clock of the model.
    let zone: ModelZone
    /// When the story begins, up to two days before a change.
    let begin: Int64
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        var random = SplitMix64(seed: seed ^ 0xDA75)
        let offsets = random.pick(Self.zones)
        zone = ModelZone(
            offsets.map { ($0.from == .min ? .min : $0.from * 1_000, $0.minutes * 60_000) }
        )
        let changes = offsets.map(\.from).filter { $0 != .min }
        let change = changes.isEmpty ? 1_774_915_200 : random.pick(changes)
        begin = change * 1_000 - random.number(0...48) * Self.hour
    }

    /// The compiler with a zone, weeks and months, and windows that slide.
    func applied(to compiler: PlanCompiler) -> PlanCompiler {
        var compiler = compiler
        var random = SplitMix64(seed: seed ^ 0x3E9D)
        compiler.calendar = ZoneCalendar(
            offset: zone.offsets[0].offset,
            changes: zone.offsets.dropFirst().map { .init(at: $0.from, offset: $0.offset) }
        )
        if random.chance(70) { compiler.windows.append(.week) }
        if random.chance(70) { compiler.windows.append(.month) }
        if random.chance(30) { compiler.lateness[7 * Self.day] = 7_200_000 }
        let days = WindowShape.sliding(size: 3 * Self.day, hop: Self.day)
        let hours = WindowShape.sliding(size: Self.hour, hop: 600_000)
        let kpis = compiler.definitions.kpis(parameters: compiler.parameters)
        compiler.selections = compiler.selections?.map { selection in
            var selection = selection
            let kpi = kpis.first { $0.id == selection.id }
            guard selection.windows == nil, random.chance(30) else { return selection }
            switch kpi?.windows {
            case .bySettle:
                selection.windows = random.pick([
                    [days], [hours], [days, hours, .tumbling(Self.day)],
                ])
            case .days: selection.windows = [days, .tumbling(Self.day)]
            default: break
            }
            return selection
        }
        return compiler
    }
}
