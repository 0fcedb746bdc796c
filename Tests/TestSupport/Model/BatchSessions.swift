// SPDX-License-Identifier: Apache-2.0

public import Events

/// Sessions of a finished list of events, sorted by time first: the oracle of the sessions.
///
/// It holds where every event reaches the trackers, no session comes near the cap, and no event
/// names a user without a device. Screens are counted in the order of time.
public struct BatchSessions: Sendable {
    /// A session.
    public struct Session: Sendable, Equatable {
        /// Where it took place.
        public var channel: Channel
        /// Its first event, ms.
        public var start: Int64
        /// Its last event, ms.
        public var last: Int64
        /// Page views (web) or screens without repetition (app).
        public var views: Int64
        /// Whether a key event was among them.
        public var isConverted: Bool
        /// Whether it was engaged.
        public var isEngaged: Bool
    }

    private struct Visitor: Hashable {
        var device: UInt64
        var channel: Channel
        var session: UInt64
    }

    private let timeout: Int64
    private let appTimeout: Int64
    private let engagedAfter: Int64

    /// Sessions under some settings.
    public init(_ configuration: ModelConfiguration) {
        timeout = configuration.sessionTimeout
        appTimeout = configuration.appSessionTimeout
        engagedAfter = configuration.engagedAfter
    }

    /// The sessions of the events.
    public func sessions(of events: [Event]) -> [Session] {
        let active = events.filter { event in
            event.channel == .web && ModelActivity.web.contains(event.type)
                || event.channel == .app && ModelActivity.app.contains(event.type)
        }
        let byVisitor = Dictionary(grouping: active) {
            Visitor(device: $0.deviceKey, channel: $0.channel, session: $0.session)
        }
        return byVisitor.flatMap { visitor, events in
            clusters(events.sorted { $0.time < $1.time }, timeout: timeout(of: visitor.channel))
                .filter { cluster in cluster.contains { $0.type != .engagement } }
                .map { session(of: $0) }
        }
    }

    private func timeout(of channel: Channel) -> Int64 { channel == .web ? timeout : appTimeout }

    private func clusters(_ sorted: [Event], timeout: Int64) -> [[Event]] {
        var clusters: [[Event]] = []
        for event in sorted {
            if let last = clusters.last?.last, event.time - last.time <= timeout {
                clusters[clusters.count - 1].append(event)
            } else {
                clusters.append([event])
            }
        }
        return clusters
    }

    private func session(of cluster: [Event]) -> Session {
        let channel = cluster[0].channel
        let (start, last) = (cluster[0].time, cluster[cluster.count - 1].time)
        let views: Int
        if channel == .web {
            views = cluster.count { $0.type == .pageView }
        } else {
            let screens = cluster.filter { $0.type == .screenView }.map(\.object)
            views = screens.indices.count { $0 == 0 || screens[$0] != screens[$0 - 1] }
        }
        let isConverted = cluster.contains { [.conversion, .order, .lead].contains($0.type) }
        return Session(
            channel: channel,
            start: start,
            last: last,
            views: Int64(views),
            isConverted: isConverted,
            isEngaged: last - start >= engagedAfter || views >= 2 || isConverted
        )
    }
}
