// SPDX-License-Identifier: Apache-2.0

import KPIs

/// What is published, as it is published: server-sent events (WHATWG HTML, section 9.2) of
/// `/api/v1/stream`.
///
/// A client gets the newest value of each series that changed since what it was last sent, so a
/// slow one gets fewer events, not more: nothing is kept for it but what it is reading.
public struct StreamRoute: HTTPRoute {
    private let source: StreamSource

    /// A route.
    ///
    /// - Parameters:
    ///   - application: What is published.
    ///   - status: Writes the status events.
    ///   - streams: Counts who follows, and limits them.
    public init(_ application: ServedApplication, status: StatusRoute, streams: StreamCounts) {
        let start = ContinuousClock.now
        self.init(
            StreamSource(application, status: status, streams: streams) {
                Int64((ContinuousClock.now - start) / .milliseconds(1))
            }
        )
    }

    init(_ source: StreamSource) { self.source = source }

    /// Answers with a stream.
    ///
    /// - Throws: 400 for parameters that cannot be read, 404 for what is not counted, 503 while there are as many streams as there
    ///   can be.
    public func answer(_ request: HTTPRequest) throws(HTTPProblem) -> HTTPResponse {
        let query = try QueryParameters(request.query)
        try query.allow(SeriesFilter.parameters)
        let state = source.application.store.current
        let filter = try SeriesFilter(query, plan: state.plan)
        guard source.streams.open < source.streams.limit else {
            throw HTTPProblem(
                .serviceUnavailable,
                "As many clients follow the stream as can; see http.streams.",
                retryAfterSeconds: 10
            )
        }
        var response = HTTPResponse(contentType: "text/event-stream", body: ResponseBody(""))
        response.stream = EventStream(
            source,
            filter: filter,
            after: position(request.lastEventID, state)
        )
        return response
    }

    /// The publication that a client has seen; nil: it is of another run, or too long ago to know
    /// what happened since.
    private func position(_ lastEventID: String, _ state: PublishedState) -> UInt64? {
        let parts = lastEventID.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == source.application.boot,
            let sequence = UInt64(parts[1]), sequence <= state.sequence
        else { return nil }
        return state.knowsEvents(since: sequence) ? sequence : nil
    }
}

extension PublishedState {
    /// Whether all that happened since a publication is still known.
    func knowsEvents(since sequence: UInt64) -> Bool {
        events.count < SnapshotStore.eventLimit || events[0].sequence <= sequence
    }
}
