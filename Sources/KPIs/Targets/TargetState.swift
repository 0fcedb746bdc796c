// SPDX-License-Identifier: Apache-2.0

/// The status of one series' target, which follows the readings of its windows.
///
/// Pure: the same readings give the same statuses. The rules are those of the Semantics page,
/// section 9.
@frozen public struct TargetState: Sendable, Equatable, BitwiseCopyable {
    /// The status and since when it holds; nil before the first reading.
    public internal(set) var standing: TargetStanding?

    /// Of each status, how many readings came since it was read last, or at all; by raw value.
    var ages = SIMD8<UInt16>()

    /// The longest hold that can be counted.
    public static let longestHold = 1_000

    /// A series that was never read.
    public init() {}

    /// The same status after windows that were not read.
    ///
    /// What was read before them no longer counts. Without a status it is `ok`, so that only what is
    /// off target turns it.
    public var afterGap: TargetState {
        var state = TargetState()
        state.standing = standing ?? TargetStanding(status: .ok, since: 0)
        return state
    }

    /// The same status, or none, after a window that cannot be judged.
    ///
    /// What was read before it no longer counts.
    public var afterBreak: TargetState {
        var state = TargetState()
        state.standing = standing
        return state
    }

    /// Takes the reading of the next window.
    ///
    /// - Parameters:
    ///   - reading: What its value is.
    ///   - end: End of the window, ms.
    ///   - hold: How many consecutive readings turn the status.
    /// - Returns: Whether the status changed.
    public mutating func take(_ reading: TargetStatus, end: Int64, hold: Int) -> Bool {
        for status in TargetStatus.allCases {
            let place = Int(status.rawValue)
            ages[place] = status == reading ? 0 : min(ages[place] + 1, UInt16(Self.longestHold))
        }
        // Nothing off target is told at once.
        let before = standing?.status ?? (reading.isOffTarget ? .ok : reading)
        let next = next(after: before, hold)
        guard next != standing?.status else { return false }
        standing = TargetStanding(status: next, since: end)
        return true
    }

    private func next(after status: TargetStatus, _ hold: Int) -> TargetStatus {
        func agree(_ statuses: TargetStatus...) -> Bool {
            TargetStatus.allCases.allSatisfy {
                statuses.contains($0) || Int(ages[Int($0.rawValue)]) >= hold
            }
        }
        if agree(.noData) { return .noData }
        // What cannot be judged neither raises nor clears an alarm.
        if agree(.lowSample) { return status.isOffTarget ? status : .lowSample }
        if agree(.noBaseline) { return status.isOffTarget ? status : .noBaseline }
        guard agree(.ok, .warn, .breach) else { return status }
        let best: TargetStatus = agree(.breach) ? .breach : agree(.warn, .breach) ? .warn : .ok
        let worst: TargetStatus = agree(.ok) ? .ok : agree(.ok, .warn) ? .warn : .breach
        switch status {
        case .ok, .warn, .breach:
            if best.rawValue > status.rawValue { return best }
            return worst.rawValue < status.rawValue ? worst : status
        case .noData, .lowSample, .noBaseline: return best
        }
    }
}
