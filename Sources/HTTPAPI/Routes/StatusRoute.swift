// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The daemon's own numbers: `/api/v1/status`.
public struct StatusRoute: HTTPRoute {
    private let application: ServedApplication
    private let streams: StreamCounts
    private let seriesLimit: Int

    /// A route.
    ///
    /// - Parameters:
    ///   - application: What is told.
    ///   - streams: Counts who follows `/api/v1/stream`.
    ///   - seriesLimit: How many series can be published.
    public init(_ application: ServedApplication, streams: StreamCounts, seriesLimit: Int) {
        self.application = application
        self.streams = streams
        self.seriesLimit = seriesLimit
    }

    /// Answers with the numbers.
    ///
    /// - Throws: 400 for parameters.
    public func answer(_ request: HTTPRequest) throws(HTTPProblem) -> HTTPResponse {
        try QueryParameters(request.query).allow([])
        let state = application.store.current
        return .json(request) { write(state, to: &$0) }
    }

    /// Writes the numbers of a state as one object.
    func write(_ state: PublishedState, to json: inout JSONWriter) {
        let status = state.status
        json.object { json in
            writeProcess(state, to: &json)
            json.field("topics") { $0.array(status.topics) { $0.value($1) } }
            json.field("partitions") { $0.array(status.partitions) { $0.value($1) } }
            json.field("rings") { json in
                json.array(status.rings) { json, ring in
                    json.object { json in
                        json.field("name", ring.name)
                        json.field("fill", ring.fillRatio)
                    }
                }
            }
            json.field("tables") { $0.array(status.tables) { $0.value($1) } }
            json.field("receivers") { $0.array(status.receivers) { $0.value($1) } }
            json.field("overflow") { $0.value(status.overflows) }
            json.field("commits") { $0.value(status.commits) }
            json.field("commit_seconds") { $0.value(status.commitDuration) }
            json.field("event_to_snapshot_seconds") { $0.value(status.eventToSnapshot) }
            json.field("conservation_violations", status.conservationViolations)
            writeServer(state, to: &json)
            json.field("rejections") { $0.array(status.rejections) { $0.value($1) } }
        }
    }

    private func writeProcess(_ state: PublishedState, to json: inout JSONWriter) {
        let status = state.status
        let now = application.now()
        json.field("application", application.name)
        json.field("version", application.version)
        json.field("role", status.role.rawValue)
        json.field("live", status.isLive)
        json.field("ready", status.isReady)
        json.field("reasons") { $0.array(status.reasons) { $0.value($1) } }
        json.field("started", application.started)
        json.field("now", now)
        json.field("watermark", status.watermark)
        json.field("watermark_age_ms", status.watermark.map { now - $0 })
    }

    private func writeServer(_ state: PublishedState, to json: inout JSONWriter) {
        json.field("http") { json in
            json.object { json in
                json.field("series", state.series.count)
                json.field("series_limit", seriesLimit)
                json.field("dropped_series", state.droppedSeries)
                json.field("streams", streams.open)
                json.field("streams_limit", streams.limit)
                json.field("streams_dropped", streams.dropped)
            }
        }
    }
}
