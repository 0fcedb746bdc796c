// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing

/// The model's sessions against sessions made from the sorted list, where nothing is late.
struct BatchSessionsTests {
    private static let begin: Int64 = 1_767_225_600_000

    private struct Story {
        var configuration: ModelConfiguration
        var events: [Event] = []

        /// Visits whose events arrive shuffled within the smallest lateness.
        init(seed: UInt64) throws {
            configuration = ModelConfiguration(plan: try PlanCompiler().compile())
            var random = SplitMix64(seed: seed)
            for visit in 0..<40 {
                var time = BatchSessionsTests.begin + random.number(0...10 * 3_600_000)
                let isApp = random.chance(40)
                let device = UInt64(random.number(1...8))
                let session: UInt64 = random.chance(30) ? 1 : 0
                var pause: Int64 = .max
                for step in 0..<random.number(1...12) {
                    var event = Event()
                    event.channel = isApp ? .app : .web
                    event.type = random.pick(
                        isApp ? [.screenView, .screenView, .appOpen, .order] : [.pageView, .lead]
                    )
                    // A ping that came first would open its session too late for some windows.
                    if pause < 60_000, random.chance(40) { event.type = .engagement }
                    event.anonymous = device
                    event.session = session
                    event.object = UInt64(visit) * 100 + UInt64(step)
                    event.time = time
                    event.received = time
                    event.id = UInt64(events.count + 1)
                    events.append(event)
                    pause = random.pick([3_000, 40_000, 299_000, 300_000, 300_001, 1_800_001])
                    time += pause
                }
            }
            var arrivals = events.map { (at: $0.time + random.number(0...119_999), event: $0) }
            arrivals.sort { ($0.at, $0.event.id) < ($1.at, $1.event.id) }
            events = arrivals.map(\.event)
        }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `sessions do not depend on the order of arrival within the lateness`(seed: UInt64) throws {
        let story = try Story(seed: seed)
        var model = ReferenceModel(story.configuration)
        for event in story.events { model.step(.event(partition: 0, event: event, source: 0)) }
        var last = Event()
        last.time = Self.begin + 9 * 86_400_000
        last.received = last.time
        model.step(.event(partition: 0, event: last, source: 0))
        model.step(.barrier(now: 0))
        #expect(model.outcomes == [[.counted: story.events.count, .filtered: 1]], "seed \(seed)")
        let sessions = BatchSessions(story.configuration).sessions(of: story.events)
        let expected = numbers(of: sessions, plan: story.configuration.plan)
        var found: [Key: [Double]] = [:]
        for value in model.values where value.num != 0 || value.den ?? 0 != 0 {
            let output = story.configuration.plan.outputs[value.output]
            let kpi = story.configuration.plan.kpis[output.kpi].id
            guard Self.kpis.contains(kpi) else { continue }
            let key = Key(kpi: kpi, size: output.size, start: value.start)
            #expect(found[key] == nil, "seed \(seed): a value was revised")
            found[key] = [(value.num * 1000).rounded() / 1000, value.den ?? 0]
        }
        for key in Set(found.keys).union(expected.keys) {
            #expect(found[key] == expected[key], "seed \(seed): \(key)")
        }
    }

    private struct Key: Hashable {
        var kpi: String
        var size: Int64
        var start: Int64
    }

    private static let kpis: Set<String> = [
        "web.visits", "web.bounce_rate", "web.avg_session_duration", "web.conversion_rate",
        "app.screens_per_session",
    ]

    /// Numerators and denominators by window.
    private func numbers(of sessions: [BatchSessions.Session], plan: Plan) -> [Key: [Double]] {
        var numbers: [Key: [Double]] = [:]
        for output in plan.outputs where Self.kpis.contains(plan.kpis[output.kpi].id) {
            let kpi = plan.kpis[output.kpi].id
            func add(_ time: Int64, _ num: Double, _ den: Double) {
                let key = Key(kpi: kpi, size: output.size, start: time / output.size * output.size)
                let known = numbers[key] ?? [0, 0]
                numbers[key] = [known[0] + num, known[1] + den]
            }
            for session in sessions where (session.channel == .app) == kpi.hasPrefix("app") {
                switch kpi {
                case "web.visits": add(session.start, 1, 0)
                case "web.bounce_rate": add(session.start, session.isEngaged ? 0 : 1, 1)
                case "web.avg_session_duration":
                    add(session.last, Double(session.last - session.start) / 1000, 1)
                case "web.conversion_rate": add(session.last, session.isConverted ? 1 : 0, 1)
                default: add(session.last, Double(session.views), 1)
                }
            }
        }
        return numbers.mapValues { $0.map { ($0 * 1000).rounded() / 1000 } }
    }
}
