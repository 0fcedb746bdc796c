// SPDX-License-Identifier: Apache-2.0

/// The text formats of an exposition.
public enum ExpositionFormat: Sendable, Hashable, CaseIterable {
    /// Prometheus text format 0.0.4.
    case prometheus
    /// OpenMetrics 1.0.
    case openMetrics

    /// The format that a client likes best.
    ///
    /// Each format has the quality of the most specific media range that it matches (RFC 9110,
    /// section 12.5.1). The first format wins a tie, and is the answer to a header that names
    /// neither: a scraper that asks for something else can mostly read it.
    ///
    /// - Parameter accept: The `Accept` header; empty if there is none.
    public init(accept: String) {
        let ranges = AcceptHeader(accept).ranges
        let plain = Self.prometheus.quality(in: ranges)
        self = Self.openMetrics.quality(in: ranges) > plain ? .openMetrics : .prometheus
    }

    /// The `Content-Type`.
    public var contentType: String {
        switch self {
        case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }

    private func quality(in ranges: [AcceptHeader.MediaRange]) -> Double {
        let matching = ranges.compactMap { range in
            specificity(of: range).map { (specificity: $0, quality: range.quality) }
        }
        // Of equally specific ranges the one with the highest quality counts.
        return matching.max { ($0.specificity, $0.quality) < ($1.specificity, $1.quality) }?
            .quality ?? 0
    }

    /// How exactly a range means this format; nil if it does not.
    private func specificity(of range: AcceptHeader.MediaRange) -> Int? {
        let (type, subtype, version) =
            switch self {
            case .prometheus: ("text", "plain", "0.0.4")
            case .openMetrics: ("application", "openmetrics-text", "1.0.0")
            }
        if let wanted = range.version, wanted != version { return nil }
        switch (range.type, range.subtype) {
        case (type, subtype): return range.version == nil ? 2 : 3
        case (type, "*"): return 1
        case ("*", "*"): return 0
        default: return nil
        }
    }
}
