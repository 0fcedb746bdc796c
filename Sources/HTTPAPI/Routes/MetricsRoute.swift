// SPDX-License-Identifier: Apache-2.0

public import KPIs

/// The exposition of what is published: `/metrics`.
///
/// One rendering serves all that ask in the same second while nothing new is published. There are
/// at most `renderingLimit` at a time; when slow readers hold all of them, others get 503, until
/// the server cuts those readers.
public final class MetricsRoute: HTTPRoute {
    /// Renderings that are kept or being sent.
    public static let renderingLimit = 8

    /// Who may read metrics.
    public var access: RouteAccess { .metrics }

    private let store: SnapshotStore
    private let version: String
    private let streams: StreamCounts
    private let server: ServerCounts
    private let reloads: ReloadCounts
    private let staleAfterMilliseconds: Int64
    private let now: @Sendable () -> Int64
    private let process: @Sendable () -> ProcessReading
    private let renderings = Renderings<Subject>(limit: renderingLimit)

    /// A route.
    ///
    /// - Parameters:
    ///   - store: Where values are published.
    ///   - version: The program's version, for `streamgauge_build_info`.
    ///   - streams: Counts who follows the stream of events.
    ///   - server: What the server counts of its clients.
    ///   - reloads: How often settings were read again.
    ///   - staleAfterMilliseconds: How far the watermark may be behind the wall clock before
    ///     `streamgauge_kpi_value` disappears, ms.
    ///   - now: The wall clock, ms since 1970.
    public convenience init(
        store: SnapshotStore,
        version: String,
        streams: StreamCounts,
        server: ServerCounts,
        reloads: ReloadCounts,
        staleAfterMilliseconds: Int64,
        now: @escaping @Sendable () -> Int64
    ) {
        self.init(
            store: store,
            version: version,
            streams: streams,
            server: server,
            reloads: reloads,
            staleAfterMilliseconds: staleAfterMilliseconds,
            now: now,
            process: { .current }
        )
    }

    init(
        store: SnapshotStore,
        version: String,
        streams: StreamCounts = StreamCounts(limit: 0),
        server: ServerCounts = ServerCounts(),
        reloads: ReloadCounts = ReloadCounts(start: 0),
        staleAfterMilliseconds: Int64,
        now: @escaping @Sendable () -> Int64,
        process: @escaping @Sendable () -> ProcessReading
    ) {
        self.store = store
        self.version = version
        self.streams = streams
        self.server = server
        self.reloads = reloads
        self.staleAfterMilliseconds = staleAfterMilliseconds
        self.now = now
        self.process = process
    }

    /// Answers with the exposition in the format that the client likes best.
    ///
    /// - Throws: 503 while slow clients hold all renderings.
    public func answer(_ request: HTTPRequest) throws(HTTPProblem) -> HTTPResponse {
        let format = ExpositionFormat(accept: request.accept)
        let state = store.current
        let time = now()
        let subject = Subject(format: format, sequence: state.sequence, second: time / 1_000)
        let rendered = try renderings.body(subject) { bytes in
            render(state, at: time, format, to: &bytes)
        }
        return HTTPResponse(contentType: format.contentType, body: rendered.body)
    }

    /// What an exposition shows.
    private struct Subject: Equatable {
        var format: ExpositionFormat
        var sequence: UInt64
        var second: Int64
    }

    private func render(
        _ state: PublishedState,
        at time: Int64,
        _ format: ExpositionFormat,
        to bytes: inout [UInt8]
    ) {
        // Taken out and put back: a second reference would make the writer copy.
        var storage: [UInt8] = []
        swap(&storage, &bytes)
        var writer = ExpositionWriter(format: format, appendingTo: storage)
        KPIFamilies(state: state, oldestWatermark: time - staleAfterMilliseconds).write(to: &writer)
        StatusFamilies(
            state: state,
            version: version,
            streams: streams,
            server: server,
            reloads: reloads
        )
        .write(to: &writer)
        ProcessFamilies(reading: process()).write(to: &writer)
        writer.finish()
        bytes = writer.bytes
    }
}
