// SPDX-License-Identifier: Apache-2.0

/// Which windows a KPI is computed for.
struct WindowChoice {
    /// Length of a window and distance of window starts, ms.
    struct Span: Equatable {
        var size: Int64
        var hop: Int64
    }

    /// The KPI.
    let kpi: KPI
    /// Configured sizes, ms.
    let configured: [Int64]
    /// What settings say of sessions and attribution.
    let parameters: Catalogue.Parameters

    private static let day: Int64 = 86_400_000
    /// A window shorter than this part of its settle time would be held far longer than it lasts.
    private static let settlePart: Int64 = 200

    /// The windows, ascending.
    ///
    /// - Parameters:
    ///   - explicit: Sizes that settings name for the KPI, ms; nil: those that suit it.
    ///   - position: Position of the selection, for the error.
    /// - Returns: At least one window.
    /// - Throws: Which window does not suit, and what to do.
    func spans(explicit: [Int64]?, at position: Int) throws(PlanError) -> [Span] {
        if case .sliding(let size, let hop) = kpi.windows {
            guard explicit == nil || explicit == [size] else {
                throw notSuitable(explicit ?? [], "always has \(DurationText.of(size))", position)
            }
            return [Span(size: size, hop: hop)]
        }
        let sizes = explicit ?? configured.filter(suits)
        for size in sizes where !configured.contains(size) {
            throw PlanError(
                .windowNotConfigured,
                at: position,
                "\(kpi.id) names the window \(DurationText.of(size)), which is not under `windows` "
                    + "(\(text(configured))); add it there or choose one of these"
            )
        }
        if explicit != nil, kpi.windows != .bySettle, !sizes.allSatisfy(suits) {
            throw notSuitable(sizes, "needs \(need)", position)
        }
        guard !sizes.isEmpty else {
            throw PlanError(
                .noWindow,
                at: position,
                "\(kpi.id) needs \(need), and `windows` has none (\(text(configured))); add one"
            )
        }
        return Set(sizes).sorted().map { Span(size: $0, hop: $0) }
    }

    private func suits(_ size: Int64) -> Bool {
        switch kpi.windows {
        case .bySettle: size * Self.settlePart >= kpi.settle.duration(parameters)
        case .days: size >= Self.day && size % Self.day == 0
        case .atLeast(let least): size >= least
        case .oneDay: size == Self.day
        case .sliding(let own, _): size == own
        }
    }

    private var need: String {
        switch kpi.windows {
        case .bySettle:
            "a window of at least a 200th of its settle time "
                + DurationText.of(kpi.settle.duration(parameters))
        case .days: "a window of whole days"
        case .atLeast(let least): "a window of at least \(DurationText.of(least))"
        case .oneDay: "the window 1d"
        case .sliding(let size, _): "the window \(DurationText.of(size))"
        }
    }

    private func notSuitable(_ sizes: [Int64], _ why: String, _ position: Int) -> PlanError {
        PlanError(
            .windowNotSuitable,
            at: position,
            "\(kpi.id) cannot have the windows \(text(sizes)): it \(why)"
        )
    }

    private func text(_ sizes: [Int64]) -> String {
        sizes.map(DurationText.of).joined(separator: ", ")
    }
}
