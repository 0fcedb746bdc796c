// SPDX-License-Identifier: Apache-2.0

public import Windowing

/// What a change is judged against.
public enum RuleBaseline: String, Sendable, CaseIterable {
    /// The window that ends where this one begins.
    case previous
    /// The same window a day before.
    case day
    /// The same window a week before.
    case week

    /// How far back it lies, ms; nil: it comes with the window itself.
    public var distance: Int64? {
        switch self {
        case .previous: nil
        case .day: WindowShape.day
        case .week: 7 * WindowShape.day
        }
    }

    /// Whether windows of a shape have such a one.
    public func isThere(for shape: WindowShape) -> Bool {
        distance.map(shape.begins(before:)) ?? true
    }

    /// Start of the window that one is judged against.
    ///
    /// That is the one with the same time on the clock of the zone, so that the hour before noon is compared
    /// with that of the day before also where a clock was changed between them. Where no window begins
    /// then, as three hours do not after a change by one, it is the one that began 24 hours (or seven
    /// times as many) earlier.
    ///
    /// - Parameters:
    ///   - start: of the window, ms UTC.
    ///   - shape: of both.
    ///   - zone: of the plan.
    /// - Returns: ms UTC; nil: such a window is not looked for.
    public func start(of start: Int64, _ shape: WindowShape, zone: ZoneCalendar) -> Int64? {
        guard let distance else { return nil }
        let nominal = shape.isOfDays ? shape.nominalStart(start, zone) : zone.nominal(start)
        let same = zone.utc(nominal - distance)
        // The day that a zone left out.
        if same >= start { return nil }
        guard !shape.isOfDays, (start - same) % shape.paneSize != 0 else { return same }
        return start - distance
    }

    /// How many windows of a series must be kept so that it is found.
    public func keptCount(for shape: WindowShape) -> Int {
        guard let distance, isThere(for: shape) else { return 0 }
        // A clock that is put back makes a day longer.
        return Int((distance + Self.longestChange) / shape.start(1, after: 0)) + 1
    }

    private static let longestChange: Int64 = 2 * 3_600_000
}
