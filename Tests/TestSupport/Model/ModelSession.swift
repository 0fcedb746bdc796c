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
    /// The object of the latest arrived screen view; nil: there was none.
    var lastScreen: UInt64?
    /// Whether something else than an engagement ping was seen.
    var isOpened = false
    /// Whether the watermark has passed its end.
    var hasEnded = false
    /// What it has said.
    var statement = ModelStatement()

    /// A session of one event.
    init(_ event: Event) {
        start = event.time
        last = event.time
        values = event.values
        count(event)
    }

    /// How long it would be with an event.
    func span(with time: Int64) -> Int64 { max(last, time) - min(start, time) }

    /// Takes an event in.
    mutating func join(_ event: Event) {
        if event.time < start { values = event.values }
        start = min(start, event.time)
        last = max(last, event.time)
        count(event)
    }

    /// Takes its later neighbor in; the statement stays its own.
    mutating func join(_ later: ModelSession) {
        last = max(last, later.last)
        pages += later.pages
        screens += later.screens
        keyEvents += later.keyEvents
        lastScreen = later.lastScreen ?? lastScreen
        isOpened = isOpened || later.isOpened
    }

    /// What it says now.
    func facts(channel: Channel, engagedAfter: Int64) -> [ModelSlot: ModelFact] {
        guard isOpened else { return [:] }
        let views = channel == .web ? pages : screens
        let isEngaged = last - start >= engagedAfter || views >= 2 || keyEvents >= 1
        var facts: [ModelSlot: ModelFact] = [:]
        func say(_ fact: Fact) {
            facts[ModelSlot(kind: fact.kind)] = ModelFact(fact, values: values)
        }
        say(Fact(.sessionStarted, channel: channel, time: start, combination: 0))
        if isEngaged { say(Fact(.sessionEngaged, channel: channel, time: start, combination: 0)) }
        guard hasEnded else { return facts }
        if !isEngaged { say(Fact(.sessionBounced, channel: channel, time: start, combination: 0)) }
        say(
            Fact(
                .sessionEnded,
                channel: channel,
                time: last,
                combination: 0,
                flags: keyEvents > 0 ? .converted : [],
                value: last - start,
                count: views
            )
        )
        return facts
    }

    private mutating func count(_ event: Event) {
        if event.type != .engagement { isOpened = true }
        switch event.type {
        case .pageView: pages += 1
        case .conversion, .order, .lead: keyEvents += 1
        case .screenView:
            if lastScreen != event.object { screens += 1 }
            lastScreen = event.object
        default: break
        }
    }
}
