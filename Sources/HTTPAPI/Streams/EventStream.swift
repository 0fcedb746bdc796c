// SPDX-License-Identifier: Apache-2.0

import KPIs

// Sendable: made and used by the server's thread alone.
/// What one client follows.
final class EventStream: ResponseStream, @unchecked Sendable {
    /// How often the status is told, ms.
    static let statusMilliseconds: Int64 = 5_000
    /// How often a comment shows that the connection is there, ms.
    static let heartbeatMilliseconds: Int64 = 15_000

    private let source: StreamSource
    private let filter: SeriesFilter
    private var hasBegun = false
    /// The publication that was sent; nil: none.
    private var sequence: UInt64?
    private var lastStatus: Int64?
    private var lastHeartbeat: Int64

    /// A stream.
    ///
    /// - Parameters:
    ///   - source: Where events come from.
    ///   - filter: Which series are wanted.
    ///   - sequence: The publication that the client has seen; nil: none.
    init(_ source: StreamSource, filter: SeriesFilter, after sequence: UInt64?) {
        self.source = source
        self.filter = filter
        self.sequence = sequence
        lastHeartbeat = source.monotonic()
    }

    func begin() { source.streams.begin() }

    func end(isDropped: Bool) {
        source.streams.end()
        if isDropped { source.streams.drop() }
    }

    func next() -> ResponseBody? {
        if !hasBegun {
            hasBegun = true
            return StreamSource.opening
        }
        let time = source.monotonic()
        let state = source.application.store.current
        if let seen = sequence, !state.knowsEvents(since: seen) { sequence = nil }
        if sequence.map({ $0 < state.sequence }) ?? true {
            guard let body = source.changes(filter, after: sequence, state) else { return nil }
            sequence = state.sequence
            return body
        }
        if lastStatus.map({ time - $0 >= Self.statusMilliseconds }) ?? true {
            guard let body = source.status(state) else { return nil }
            lastStatus = time
            return body
        }
        guard time - lastHeartbeat >= Self.heartbeatMilliseconds else { return nil }
        lastHeartbeat = time
        return StreamSource.heartbeat
    }
}
