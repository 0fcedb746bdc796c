// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// One session of a device: what its facts are derived from.
struct Session: BitwiseCopyable {
    /// Hash of device key, channel and the source's session id.
    var key: UInt64
    /// First and last activity, ms.
    var start: Int64
    var last: Int64
    /// Object of the latest screen view in arrival order.
    var lastScreen: UInt64 = 0
    /// Pane classes that could not take back what they counted when the session went on.
    var stuckEnded: UInt64 = 0
    var stuckBounced: UInt64 = 0
    /// Dimension values of the earliest event.
    var combination: UInt32
    /// The next session of the same key.
    var next: UInt32 = Slab<Session>.none
    var pageViews: UInt32 = 0
    var screens: UInt32 = 0
    var keyEvents: UInt32 = 0
    var channel: Channel
    /// Whether anything but pings was seen.
    var isOpened = false
    /// Which timer wheels hold it.
    var isInEndings = false
    var isInForgettings = false
    /// Whether the watermark has passed its last event by the timeout.
    var hasEnded = false

    /// A session that consists of one event.
    init(key: UInt64, event: borrowing Event, combination: UInt32) {
        self.key = key
        start = event.time
        last = event.time
        self.combination = combination
        channel = event.channel
        absorb(event)
    }

    /// Adds what an event counts, but not its time.
    mutating func absorb(_ event: borrowing Event) {
        switch event.type {
        case .pageView:
            pageViews &+= 1
            isOpened = true
        case .screenView:
            let screen = event.object
            if screens == 0 || screen != lastScreen { screens &+= 1 }
            lastScreen = screen
            isOpened = true
        case .conversion, .order, .lead:
            keyEvents &+= 1
            isOpened = true
        case .engagement: break
        default: isOpened = true
        }
    }

    /// Takes in a later session of the same key.
    mutating func merge(_ later: Session) {
        last = max(last, later.last)
        pageViews &+= later.pageViews
        if later.screens > 0 { lastScreen = later.lastScreen }
        screens &+= later.screens
        keyEvents &+= later.keyEvents
        isOpened = isOpened || later.isOpened
    }

    /// Whether it counts as engaged.
    func isEngaged(after engagedAfter: Int64) -> Bool {
        last - start >= engagedAfter || keyEvents > 0
            || (channel == .web ? pageViews : screens) >= 2
    }

    /// The fact that it is engaged, if it holds; the session must be opened.
    func engagedFact(after engagedAfter: Int64) -> Fact? {
        isEngaged(after: engagedAfter) ? fact(.sessionEngaged, at: start) : nil
    }

    /// The facts that hold now.
    func facts(engagedAfter: Int64) -> SessionFacts {
        guard isOpened else { return SessionFacts() }
        var facts = SessionFacts()
        facts.started = fact(.sessionStarted, at: start)
        facts.engaged = engagedFact(after: engagedAfter)
        guard hasEnded else { return facts }
        facts.bounced = facts.engaged == nil ? fact(.sessionBounced, at: start) : nil
        facts.ended = Fact(
            .sessionEnded,
            channel: channel,
            time: last,
            combination: combination,
            flags: keyEvents > 0 ? .converted : [],
            value: last - start,
            count: Int64(channel == .web ? pageViews : screens)
        )
        return facts
    }

    private func fact(_ kind: FactKind, at time: Int64) -> Fact {
        Fact(kind, channel: channel, time: time, combination: combination)
    }
}

/// The facts of one session; nil where one does not hold.
struct SessionFacts {
    var started: Fact?
    var engaged: Fact?
    var bounced: Fact?
    var ended: Fact?
}
