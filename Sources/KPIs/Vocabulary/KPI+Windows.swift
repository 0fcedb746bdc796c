// SPDX-License-Identifier: Apache-2.0

/// Which windows can answer what a KPI asks.
extension KPI {
    /// Why its values in windows of a shape would be wrong, and what to do.
    struct WindowFault: Equatable {
        let message: String
        let hint: String
    }

    /// What is wrong with windows of a shape; nil: they can answer.
    func fault(of shape: WindowShape) -> WindowFault? {
        if countsDays, !shape.isOfDays {
            return WindowFault(
                message: "it counts what is said of whole days",
                hint: "choose windows of whole days, such as `1d` or `7d by 1d`"
            )
        }
        let days = activeDays
        if days > 0,
            shape.paneSize != WindowShape.day
                || shape.shortest < Int64(days) * WindowShape.day
        {
            return WindowFault(
                message: "it looks \(days)d back, day by day",
                hint: "choose windows that last as long and advance by a day: `\(activeWindows)`"
            )
        }
        if let back = formula.comparesBack, back > 0, !shape.begins(before: back) {
            return WindowFault(
                message: "none begins \(DurationText.of(back)) before another",
                hint: "choose windows that do, or compare with the window before: `growth(x)`"
            )
        }
        return nil
    }

    /// Whether it counts what is said of a day as a whole.
    var countsDays: Bool { measures.contains { $0.event == nil && $0.fact.isOfDay } }

    /// How many days up to a window's end `active` looks at; 0: it is not asked.
    var activeDays: Int { presences.map { $0.days + $0.lag }.max() ?? 0 }

    /// The windows for that, as they are written.
    var activeWindows: String { activeDays == 1 ? "1d" : "\(activeDays)d by 1d" }

    /// The spans of days that it asks for, each once.
    var presences: [Presence] {
        let settling = open?.presences ?? []
        return (formula.presences + settling).reduce(into: []) {
            if !$0.contains($1) { $0.append($1) }
        }
    }
}
