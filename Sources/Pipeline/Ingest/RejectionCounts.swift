// SPDX-License-Identifier: Apache-2.0

public import Events

/// How many records and events were rejected, by reason.
public struct RejectionCounts: Sendable, Equatable, BitwiseCopyable {
    private var counts = InlineArray<10, Int64>(repeating: 0)

    /// No rejection.
    public init() {}

    /// How many were rejected for a reason.
    public subscript(reason: RejectionReason) -> Int64 {
        get { counts[Int(reason.rawValue)] }
        set { counts[Int(reason.rawValue)] = newValue }
    }

    /// How many were rejected.
    public var total: Int64 { RejectionReason.allCases.reduce(0) { $0 + self[$1] } }

    /// Whether both count the same of every reason.
    public static func == (left: RejectionCounts, right: RejectionCounts) -> Bool {
        RejectionReason.allCases.allSatisfy { left[$0] == right[$0] }
    }
}
