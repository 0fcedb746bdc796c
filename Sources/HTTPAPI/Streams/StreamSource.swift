// SPDX-License-Identifier: Apache-2.0

import KPIs

/// Where streams take their events from: each is rendered once for all clients that are to be sent
/// the same.
final class StreamSource: Sendable {
    let application: ServedApplication
    let streams: StreamCounts
    /// Monotonic time, ms.
    let monotonic: @Sendable () -> Int64
    private let statusRoute: StatusRoute
    // A stream holds one at most; one more is the newest.
    private let renderings: Renderings<Subject>

    /// The first thing sent: how long clients wait before they come back, ms.
    static let opening = ResponseBody("retry: 2000\n\n")
    /// A comment.
    static let heartbeat = ResponseBody(":\n\n")

    private enum Subject: Equatable {
        case changes(SeriesFilter, after: UInt64?, to: UInt64)
        case status(UInt64, second: Int64)
    }

    init(
        _ application: ServedApplication,
        status: StatusRoute,
        streams: StreamCounts,
        monotonic: @escaping @Sendable () -> Int64
    ) {
        self.application = application
        statusRoute = status
        self.streams = streams
        self.monotonic = monotonic
        renderings = Renderings(limit: streams.limit + 1)
    }

    /// What happened, and the series that changed, since a publication; with nil all series.
    func changes(
        _ filter: SeriesFilter,
        after sequence: UInt64?,
        _ state: PublishedState
    ) -> ResponseBody? {
        body(.changes(filter, after: sequence, to: state.sequence)) { bytes in
            if let sequence {
                for event in state.events where event.sequence > sequence {
                    bytes.writeEvent(event.name) { $0.value(json: event.json) }
                }
            }
            // Behind what happened: who has the id has that, too.
            let id = "\(application.boot)-\(state.sequence)"
            bytes.writeEvent("snapshot", id: id) { json in
                json.object { write(filter, after: sequence, state, to: &$0) }
            }
        }
    }

    /// The daemon's own numbers.
    func status(_ state: PublishedState) -> ResponseBody? {
        body(.status(state.sequence, second: application.now() / 1_000)) { bytes in
            bytes.writeEvent("status") { statusRoute.write(state, to: &$0) }
        }
    }

    private func write(
        _ filter: SeriesFilter,
        after sequence: UInt64?,
        _ state: PublishedState,
        to json: inout JSONWriter
    ) {
        json.field("sequence", state.sequence)
        json.field("watermark", state.status.watermark)
        json.field("now", application.now())
        json.field("whole", sequence == nil)
        json.field("series") { json in
            json.array { json in
                for number in state.series.indices
                where state.changes[number] > sequence ?? 0 && filter.takes(state.series[number]) {
                    json.value(series: number, of: state)
                }
            }
        }
    }

    /// A body; nil while all places are taken, which the number of streams excludes.
    private func body(_ subject: Subject, _ render: (inout [UInt8]) -> Void) -> ResponseBody? {
        do throws(HTTPProblem) {
            return try renderings.body(subject, render: render).body
        } catch {
            return nil
        }
    }
}

extension [UInt8] {
    /// Appends an event whose data is one JSON value.
    fileprivate mutating func writeEvent(
        _ name: String,
        id: String? = nil,
        _ write: (inout JSONWriter) -> Void
    ) {
        if let id { append(contentsOf: "id: \(id)\n".utf8) }
        append(contentsOf: "event: \(name)\ndata: ".utf8)
        writeJSON(write)
        append(UInt8(ascii: "\n"))
    }
}
