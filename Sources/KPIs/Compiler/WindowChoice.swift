// SPDX-License-Identifier: Apache-2.0

/// Which windows a KPI is computed for.
struct WindowChoice {
    /// The KPI.
    let kpi: KPI
    /// Configured windows.
    let configured: [WindowShape]
    /// What settings say of sessions and attribution.
    let parameters: Catalogue.Parameters

    /// A window shorter than this part of its settle time would be held far longer than it lasts.
    private static let settlePart: Int64 = 200

    /// The windows, ascending.
    ///
    /// - Parameters:
    ///   - explicit: Windows that settings name for the KPI; nil: those that suit it.
    ///   - position: Position of the selection, for the error.
    /// - Returns: At least one window.
    /// - Throws: Which window does not suit, and what to do.
    func shapes(explicit: [WindowShape]?, at position: Int) throws(PlanError) -> [WindowShape] {
        if case .sliding(let size, let hop) = kpi.windows {
            let own: WindowShape = size == hop ? .tumbling(size) : .sliding(size: size, hop: hop)
            guard explicit == nil || explicit == [own] || explicit == [.tumbling(size)] else {
                throw notSuitable(explicit ?? [], "always has \(DurationText.of(size))", position)
            }
            return [own]
        }
        let shapes = explicit ?? configured.filter(suits)
        for shape in shapes where !shape.isSliding && !configured.contains(shape) {
            throw PlanError(
                .windowNotConfigured,
                at: position,
                "\(kpi.id) names the window \(shape.text), which is not under `windows` "
                    + "(\(text(configured))); add it there or choose one of these"
            )
        }
        for shape in explicit ?? [] {
            guard let fault = kpi.fault(of: shape) else { continue }
            throw PlanError(
                .windowNotSuitable,
                at: position,
                "\(kpi.id) cannot have the windows \(shape.text): \(fault.message); \(fault.hint)"
            )
        }
        if explicit != nil, !shapes.allSatisfy(isPossible) {
            throw notSuitable(shapes, "needs \(need)", position)
        }
        guard !shapes.isEmpty else {
            throw PlanError(
                .noWindow,
                at: position,
                "\(kpi.id) needs \(need), and `windows` has none (\(text(configured))); add one"
            )
        }
        let unique = Set(shapes)
        guard Set(unique.map(\.sizeText)).count == unique.count else {
            let why = "can have only one of a length, or their records would have the same keys"
            throw notSuitable(shapes, why, position)
        }
        return unique.sorted { ($0.longest, $0.paneSize) < ($1.longest, $1.paneSize) }
    }

    private func suits(_ shape: WindowShape) -> Bool {
        let isLong = shape.longest * Self.settlePart >= kpi.settle.duration(parameters)
        return isPossible(shape) && (kpi.windows != .bySettle || isLong)
    }

    private func isPossible(_ shape: WindowShape) -> Bool {
        guard kpi.fault(of: shape) == nil else { return false }
        return switch kpi.windows {
        case .bySettle: true
        case .days: shape.isOfDays
        case .atLeast(let least): shape.longest >= least
        case .oneDay: shape == .tumbling(WindowShape.day)
        case .sliding(let own, _): shape == .tumbling(own)
        }
    }

    private var need: String {
        if kpi.activeDays > 0 { return "windows such as `\(kpi.activeWindows)`" }
        if let back = kpi.formula.comparesBack, back > 0 {
            return "windows of which one begins \(DurationText.of(back)) before another"
        }
        if let sizes = kpi.sizes { return "one of the windows \(text(sizes))" }
        return switch kpi.windows {
        case .bySettle where !kpi.countsDays:
            "a window of at least a 200th of its settle time "
                + DurationText.of(kpi.settle.duration(parameters))
        case .bySettle, .days: "a window of whole days"
        case .atLeast(let least): "a window of at least \(DurationText.of(least))"
        case .oneDay: "the window 1d"
        case .sliding(let size, _): "the window \(DurationText.of(size))"
        }
    }

    private func notSuitable(_ shapes: [WindowShape], _ why: String, _ position: Int) -> PlanError {
        PlanError(
            .windowNotSuitable,
            at: position,
            "\(kpi.id) cannot have the windows \(text(shapes)): it \(why)"
        )
    }

    private func text(_ shapes: [WindowShape]) -> String {
        shapes.map(\.text).joined(separator: ", ")
    }
}

extension WindowShape {
    /// Whether its windows overlap.
    var isSliding: Bool { if case .sliding = self { true } else { false } }
}
