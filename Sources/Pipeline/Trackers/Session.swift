// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// One session of a device: what its facts are derived from, in 64 bytes.
///
/// A web session has page views and an app session has screens, so one number counts both.
struct Session: BitwiseCopyable {
    private struct Marks: OptionSet, BitwiseCopyable {
        let rawValue: UInt8

        static let app = Marks(rawValue: 1 << 0)
        static let opened = Marks(rawValue: 1 << 1)
        static let inEndings = Marks(rawValue: 1 << 2)
        static let inForgettings = Marks(rawValue: 1 << 3)
        static let ended = Marks(rawValue: 1 << 4)
        static let converted = Marks(rawValue: 1 << 5)
        static let stuck = Marks(rawValue: 1 << 6)
    }

    /// Hash of device key, channel and the source's session id.
    var key: UInt64
    /// First activity, ms.
    private(set) var start: Int64
    /// Object of the latest screen view in arrival order.
    private var lastScreen: UInt64 = 0
    /// From the first to the last activity, ms; the longest session is much shorter than this holds.
    private(set) var duration: UInt32 = 0
    /// How long pages were visible, ms.
    private(set) var visible: UInt32 = 0
    /// Dimension values of the earliest event.
    private(set) var combination: UInt32
    /// The next session of the same key.
    var next: UInt32 = Slab<Session>.none
    /// Page views (web) or screens that do not follow themselves (app).
    private(set) var views: UInt32 = 0
    private(set) var interactions: UInt32 = 0
    /// From the first activity to the one that told `traffic`, ms.
    private var trafficDelay: UInt32 = 0
    /// Numbers of the first and of the last page viewed (web), of a list's dictionary; 0: unknown.
    private(set) var entryPage: UInt32 = 0
    private(set) var exitPage: UInt32 = 0
    /// Goals reached, as bits.
    private(set) var goals: UInt16 = 0
    /// Where the visit came from: what the earliest event that is not direct told.
    private(set) var traffic = TrafficSource.direct
    private var marks: Marks = []

    /// A session that consists of one event, which reaches some goals.
    @inline(__always)
    init(
        key: UInt64,
        event: borrowing Event,
        goals: UInt16,
        combination: UInt32,
        page: UInt32 = 0
    ) {
        self.key = key
        start = event.time
        self.combination = combination
        if event.channel == .app { marks = .app }
        absorb(event, goals: goals, combination: combination, page: page)
    }

    /// The touchpoint: web or app.
    var channel: Channel { marks.contains(.app) ? .app : .web }
    /// Last activity, ms.
    var last: Int64 { start + Int64(duration) }

    /// Whether anything but pings was seen.
    var isOpened: Bool { marks.contains(.opened) }
    /// Whether a key event was among its events.
    var isConverted: Bool { marks.contains(.converted) }
    /// Whether the wheel of endings holds it.
    var isInEndings: Bool {
        get { marks.contains(.inEndings) }
        set { set(.inEndings, newValue) }
    }
    /// Whether the wheel of forgettings holds it.
    var isInForgettings: Bool {
        get { marks.contains(.inForgettings) }
        set { set(.inForgettings, newValue) }
    }
    /// Whether the watermark has passed its last event by the timeout.
    var hasEnded: Bool {
        get { marks.contains(.ended) }
        set { set(.ended, newValue) }
    }
    /// Whether some table could not take back what it said: see `StuckFacts`.
    var isStuck: Bool {
        get { marks.contains(.stuck) }
        set { set(.stuck, newValue) }
    }

    private mutating func set(_ mark: Marks, _ isSet: Bool) {
        if isSet { marks.insert(mark) } else { marks.remove(mark) }
    }

    /// Takes an event in, which reaches some goals.
    @inline(__always)
    mutating func absorb(
        _ event: borrowing Event,
        goals: UInt16,
        combination: UInt32,
        page: UInt32 = 0
    ) {
        if page != 0, event.type == .pageView {
            let time = event.time
            if entryPage == 0 || time < start { entryPage = page }
            if exitPage == 0 || time >= last { exitPage = page }
        }
        if event.time < start {
            let earlier = UInt32(truncatingIfNeeded: start - event.time)
            start = event.time
            duration &+= earlier
            trafficDelay &+= earlier
            self.combination = combination
        } else {
            duration = max(duration, UInt32(truncatingIfNeeded: event.time - start))
        }
        take(event.traffic, after: UInt32(truncatingIfNeeded: event.time - start))
        count(event)
        self.goals |= goals
    }

    private mutating func take(_ source: TrafficSource, after delay: UInt32) {
        guard source != .direct, traffic == .direct || delay < trafficDelay else { return }
        traffic = source
        trafficDelay = delay
    }

    @inline(__always)
    private mutating func count(_ event: borrowing Event) {
        switch event.type {
        case .engagement:
            guard event.flags.contains(.hasValue), event.value >= 0, event.value <= Self.mostVisible
            else { return }
            visible = Self.sum(visible, UInt32(event.value.rounded()))
            return
        case .pageView: views &+= 1
        case .screenView:
            let screen = event.object
            if views == 0 || screen != lastScreen { views &+= 1 }
            lastScreen = screen
        case .interaction: interactions &+= 1
        case .conversion, .order, .lead: marks.insert(.converted)
        default: break
        }
        marks.insert(.opened)
    }

    /// Takes in a later session of the same key.
    mutating func merge(_ later: Session) {
        let delay = UInt32(truncatingIfNeeded: later.start - start)
        duration = max(duration, delay &+ later.duration)
        take(later.traffic, after: delay &+ later.trafficDelay)
        if later.marks.contains(.app), later.views > 0 { lastScreen = later.lastScreen }
        if entryPage == 0 { entryPage = later.entryPage }
        if later.exitPage != 0 { exitPage = later.exitPage }
        views &+= later.views
        interactions &+= later.interactions
        visible = Self.sum(visible, later.visible)
        goals |= later.goals
        marks.formUnion(later.marks.intersection([.opened, .converted]))
    }

    /// Gives goals other bits; nil: a goal is gone.
    mutating func renumberGoals(_ bits: [Int?]) { goals = goals.moved(by: bits) }

    /// Gives the pages other numbers.
    mutating func renumberPages(
        _ body: (UInt32) throws(StateError) -> UInt32
    ) throws(StateError) {
        entryPage = try body(entryPage)
        exitPage = try body(exitPage)
    }

    /// Forgets numbers of pages that name nothing any more.
    mutating func forgetPages() {
        entryPage = 0
        exitPage = 0
    }

    /// The longest time that one event can say a page was visible, ms: a day.
    private static var mostVisible: Double { 86_400_000 }

    private static func sum(_ one: UInt32, _ other: UInt32) -> UInt32 {
        let (sum, isTooLarge) = one.addingReportingOverflow(other)
        return isTooLarge ? .max : sum
    }
}

extension Session: NamesCombinations {
    mutating func renumberCombinations(
        _ body: (UInt32) throws(StateError) -> UInt32
    ) throws(StateError) {
        combination = try body(combination)
    }
}
