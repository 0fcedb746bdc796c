// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// The sessions of all devices (section 4).
struct ModelSessions {
    private struct Key: Hashable {
        var device: UInt64
        var channel: Channel
        var session: UInt64
    }

    private let configuration: ModelConfiguration
    private let goals: ModelGoals
    /// Of each key, by start.
    private var sessions: [Key: [ModelSession]] = [:]

    init(_ configuration: ModelConfiguration) {
        self.configuration = configuration
        goals = ModelGoals(configuration)
    }

    /// An event that trackers see.
    mutating func see(_ event: Event, device: UInt64, watermark: Int64?, panes: inout ModelPanes) {
        guard device != 0, isActivity(event) else { return }
        let key = Key(device: device, channel: event.channel, session: event.session)
        let timeout = timeout(of: key.channel)
        var list = sessions[key, default: []].filter {
            !reached(watermark, $0.last + timeout + configuration.largestLateness)
        }
        let inside = list.firstIndex { $0.start <= event.time && event.time <= $0.last }
        let near = list.firstIndex {
            $0.start - timeout <= event.time && event.time <= $0.last + timeout
                && $0.span(with: event.time) <= configuration.sessionCap
        }
        if let joined = inside ?? near {
            list[joined].join(event, goals: goals)
            mergeNeighbor(of: joined, in: &list, timeout: timeout, watermark, &panes)
            restate(&list[joined], of: key, watermark, &panes)
        } else {
            var begun = ModelSession(event, goals: goals)
            restate(&begun, of: key, watermark, &panes)
            list.append(begun)
            list.sort { $0.start < $1.start }
        }
        sessions[key] = list
    }

    /// Ends what is due up to the watermark.
    mutating func advance(to watermark: Int64?, panes: inout ModelPanes) {
        for (key, list) in sessions {
            let timeout = timeout(of: key.channel)
            for (index, session) in list.enumerated()
            where !session.hasEnded && reached(watermark, session.last + timeout) {
                var session = session
                // Tables judge it by the moment at which it was due.
                restate(&session, of: key, session.last + timeout, &panes)
                sessions[key]?[index] = session
            }
        }
    }

    private func mergeNeighbor(
        of index: Int,
        in list: inout [ModelSession],
        timeout: Int64,
        _ watermark: Int64?,
        _ panes: inout ModelPanes
    ) {
        guard index + 1 < list.count else { return }
        var later = list[index + 1]
        let isNear = later.start - list[index].last <= timeout
        guard isNear, list[index].span(with: later.last) <= configuration.sessionCap else { return }
        list.remove(at: index + 1)
        panes.restate(&later.statement, as: [:], watermark: watermark)
        list[index].join(later)
    }

    private func restate(
        _ session: inout ModelSession,
        of key: Key,
        _ watermark: Int64?,
        _ panes: inout ModelPanes
    ) {
        session.hasEnded = reached(watermark, session.last + timeout(of: key.channel))
        let facts = session.facts(
            channel: key.channel,
            engagedAfter: configuration.engagedAfter
        )
        panes.restate(&session.statement, as: facts, watermark: watermark)
    }

    private func timeout(of channel: Channel) -> Int64 {
        channel == .web ? configuration.sessionTimeout : configuration.appSessionTimeout
    }

    private func isActivity(_ event: Event) -> Bool {
        switch event.channel {
        case .web: ModelActivity.web.contains(event.type)
        case .app: ModelActivity.app.contains(event.type)
        default: false
        }
    }
}

/// The types of events that are activity of a visitor (sections 2 and 4).
enum ModelActivity {
    static let web: Set<EventType> = [
        .pageView, .engagement, .interaction, .conversion, .order, .lead, .sessionStart,
    ]
    static let app: Set<EventType> = [
        .appOpen, .screenView, .sessionStart, .interaction, .conversion, .order, .engagement,
    ]
}
