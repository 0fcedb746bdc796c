// SPDX-License-Identifier: Apache-2.0

public import KPIs
import Synchronization

/// The exposition of what is published: `/metrics`.
///
/// One rendering serves all that ask in the same second while nothing new is published. There are
/// at most `renderingLimit` at a time; when slow readers hold all of them, others get 503, until
/// the server cuts those readers.
public final class MetricsRoute: HTTPRoute {
    /// Renderings that are kept or being sent.
    public static let renderingLimit = 8

    private let store: SnapshotStore
    private let version: String
    private let staleAfterMilliseconds: Int64
    private let now: @Sendable () -> Int64
    private let process: @Sendable () -> ProcessReading
    private let renderings = Mutex<[Rendering]>([])

    /// A route.
    ///
    /// - Parameters:
    ///   - store: Where values are published.
    ///   - version: The program's version, for `streamgauge_build_info`.
    ///   - staleAfterMilliseconds: How far the watermark may be behind the wall clock before
    ///     `streamgauge_kpi_value` disappears, ms.
    ///   - now: The wall clock, ms since 1970.
    public convenience init(
        store: SnapshotStore,
        version: String,
        staleAfterMilliseconds: Int64,
        now: @escaping @Sendable () -> Int64
    ) {
        self.init(
            store: store,
            version: version,
            staleAfterMilliseconds: staleAfterMilliseconds,
            now: now,
            process: { .current }
        )
    }

    init(
        store: SnapshotStore,
        version: String,
        staleAfterMilliseconds: Int64,
        now: @escaping @Sendable () -> Int64,
        process: @escaping @Sendable () -> ProcessReading
    ) {
        self.store = store
        self.version = version
        self.staleAfterMilliseconds = staleAfterMilliseconds
        self.now = now
        self.process = process
    }

    /// Answers with the exposition in the format that the client likes best.
    public func answer(_ request: HTTPRequest) -> HTTPResponse {
        let format = ExpositionFormat(accept: request.accept)
        guard let body = renderings.withLock({ current(format, among: &$0) }) else {
            return .problem(
                .serviceUnavailable,
                "Too many answers are still being read by slow clients.",
                headers: [("Retry-After", "1")]
            )
        }
        return HTTPResponse(contentType: format.contentType, body: body)
    }

    /// An exposition and what it shows.
    private struct Rendering {
        var body: ResponseBody
        var subject: Subject

        struct Subject: Equatable {
            var format: ExpositionFormat
            var sequence: UInt64
            var second: Int64
        }
    }

    /// The exposition of now: one that is there, else one rendered into storage that nobody reads.
    private func current(
        _ format: ExpositionFormat,
        among renderings: inout [Rendering]
    ) -> ResponseBody? {
        let state = store.current
        let time = now()
        let subject = Rendering.Subject(
            format: format,
            sequence: state.sequence,
            second: time / 1_000
        )
        if let same = renderings.first(where: { $0.subject == subject }) { return same.body }
        let free = renderings.indices.first { isKnownUniquelyReferenced(&renderings[$0].body) }
        guard let index = free ?? Self.nextIndex(in: &renderings, subject) else { return nil }
        renderings[index].subject = subject
        renderings[index].body.rewrite { bytes in
            render(state, at: time, format, to: &bytes)
        }
        return renderings[index].body
    }

    private static func nextIndex(
        in renderings: inout [Rendering],
        _ subject: Rendering.Subject
    ) -> Int? {
        guard renderings.count < renderingLimit else { return nil }
        renderings.append(Rendering(body: ResponseBody(""), subject: subject))
        return renderings.count - 1
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
        StatusFamilies(state: state, version: version).write(to: &writer)
        ProcessFamilies(reading: process()).write(to: &writer)
        writer.finish()
        bytes = writer.bytes
    }
}
