// SPDX-License-Identifier: Apache-2.0

/// How a KPI stands against its target: in one window, or after its last windows.
@frozen public enum TargetStatus: UInt8, Sendable, CaseIterable {
    /// Within the limits.
    case ok
    /// Beyond the limit for warnings.
    case warn
    /// Beyond the limit for breaches.
    case breach
    /// There is no value: the denominator is not above 0.
    case noData
    /// The sample is too small to judge the value.
    case lowSample
    /// There is nothing to compare with.
    case noBaseline

    /// The name in records, metrics and tests.
    public var name: String {
        switch self {
        case .ok: "ok"
        case .warn: "warn"
        case .breach: "breach"
        case .noData: "no_data"
        case .lowSample: "low_sample"
        case .noBaseline: "no_baseline"
        }
    }

    /// Whether a value is told to be too far off.
    var isOffTarget: Bool { self == .warn || self == .breach }
}
