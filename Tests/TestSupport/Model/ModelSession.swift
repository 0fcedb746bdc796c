// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// One session, or a cluster of pings that is not one yet (section 4).
struct ModelSession {
    var start: Int64
    var last: Int64
    /// Dimension values of the earliest event.
    var values: [UInt32]
    var pages: Int64 = 0
    var screens: Int64 = 0
    var keyEvents: Int64 = 0
    var interactions: Int64 = 0
    /// How long pages were visible, ms.
    var visible: Int64 = 0
    /// Goals that were reached, by their position in the plan.
    var goals: Set<Int> = []
    /// What each event told of where the visit came from, if it was not direct, and when; in the
    /// order of arrival.
    var sources: [(time: Int64, source: TrafficSource)] = []
    /// The object of the latest arrived screen view; nil: there was none.
    var lastScreen: UInt64?
    /// First and last page viewed, as they are listed; 0: unknown.
    var entry: UInt32 = 0
    var exit: UInt32 = 0
    /// Whether something else than an engagement ping was seen.
    var isOpened = false
    /// Whether the watermark has passed its end.
    var hasEnded = false
    /// What it has said.
    var statement = ModelStatement()

    /// A session of one event.
    init(_ event: Event, goals: ModelGoals) {
        start = event.time
        last = event.time
        values = event.values
        see(page: goals.page(of: event), at: event.time)
        count(event, goals)
    }

    private mutating func see(page: UInt32, at time: Int64) {
        if page == 0 { return }
        if entry == 0 || time < start { entry = page }
        if exit == 0 || time >= last { exit = page }
    }

    /// How long it would be with an event.
    func span(with time: Int64) -> Int64 { max(last, time) - min(start, time) }

    /// Takes an event in.
    mutating func join(_ event: Event, goals: ModelGoals) {
        see(page: goals.page(of: event), at: event.time)
        if event.time < start { values = event.values }
        start = min(start, event.time)
        last = max(last, event.time)
        count(event, goals)
    }

    /// Takes its later neighbor in; the statement stays its own.
    mutating func join(_ later: ModelSession) {
        last = max(last, later.last)
        if entry == 0 { entry = later.entry }
        if later.exit != 0 { exit = later.exit }
        pages += later.pages
        screens += later.screens
        keyEvents += later.keyEvents
        interactions += later.interactions
        visible += later.visible
        goals.formUnion(later.goals)
        sources += later.sources
        lastScreen = later.lastScreen ?? lastScreen
        isOpened = isOpened || later.isOpened
    }

    /// What it says now.
    func facts(channel: Channel, engagedAfter: Int64) -> [ModelSlot: ModelFact] {
        guard isOpened else { return [:] }
        let views = channel == .web ? pages : screens
        let isLong = last - start >= engagedAfter
        var flags: FactFlags = []
        if keyEvents >= 1 { flags.insert(.converted) }
        if views >= 2 { flags.insert(.paged) }
        if views >= 2 || interactions >= 1 || keyEvents >= 1 { flags.insert(.acted) }
        if isLong || views >= 2 || keyEvents >= 1 { flags.insert(.engaged) }
        if isLong || flags.contains(.acted) { flags.insert(.attended) }
        if visible >= engagedAfter { flags.insert(.permanent) }
        let earliest = sources.map(\.time).min()
        let source = sources.first { $0.time == earliest }?.source ?? .direct
        var facts: [ModelSlot: ModelFact] = [:]
        func say(
            _ kind: FactKind,
            at time: Int64,
            if holds: Bool = true,
            _ change: (inout Fact) -> Void = { _ in }
        ) {
            guard holds else { return }
            var fact = Fact(kind, channel: channel, time: time, combination: 0)
            change(&fact)
            facts[ModelSlot(kind: kind)] = ModelFact(fact, values: values)
        }
        say(.sessionStarted, at: start) { ($0.word, $0.top) = (source.rawValue, entry) }
        say(.sessionEngaged, at: start, if: flags.contains(.engaged))
        say(.sessionPaged, at: start, if: flags.contains(.paged))
        say(.sessionActed, at: start, if: flags.contains(.acted))
        say(.sessionAttended, at: start, if: flags.contains(.attended))
        guard hasEnded else { return facts }
        say(.sessionBounced, at: start, if: !flags.contains(.engaged))
        func tellAll(_ fact: inout Fact) {
            fact.flags = flags
            fact.value = last - start
            fact.count = views
            fact.word = source.rawValue
            fact.goals = goals.reduce(0) { $0 | 1 << UInt16($1) }
        }
        say(.sessionClosed, at: start, tellAll)
        say(.sessionEnded, at: last) {
            tellAll(&$0)
            $0.top = exit
        }
        say(.sessionWatched, at: last) {
            $0.flags = flags.intersection(.permanent)
            $0.value = visible
            $0.count = interactions
        }
        return facts
    }

    private mutating func count(_ event: Event, _ goals: ModelGoals) {
        if event.type != .engagement { isOpened = true }
        self.goals.formUnion(goals.reached(by: event))
        if event.traffic != .direct { sources.append((event.time, event.traffic)) }
        switch event.type {
        case .pageView: pages += 1
        case .interaction: interactions += 1
        case .conversion, .order, .lead: keyEvents += 1
        case .engagement:
            if event.flags.contains(.hasValue), event.value >= 0, event.value <= 86_400_000 {
                visible += Int64(event.value.rounded())
            }
        case .screenView:
            if lastScreen != event.object { screens += 1 }
            lastScreen = event.object
        default: break
        }
    }
}
