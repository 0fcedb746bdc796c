// SPDX-License-Identifier: Apache-2.0

/// A final as history keeps it, in 48 bytes.
///
/// Value, numerator and denominator are exact; the sample and the interval have seven digits. What is
/// not there are bounds and open numbers, which finals do not need, and lists.
@frozen public struct HistoryPoint: Sendable, Equatable, BitwiseCopyable {
    private struct Flags {
        static let value: UInt8 = 1
        static let denominator: UInt8 = 2
        static let interval: UInt8 = 4
        static let complete: UInt8 = 8
    }

    /// Start of the window, ms UTC.
    public let start: Int64
    private let storedValue: Double
    /// Numerator, or the count itself.
    public let num: Double
    private let storedDen: Double
    private let storedN: Float
    private let storedLo: Float
    private let storedHi: Float
    private let flags: UInt8
    /// The raw value of a `TargetStatus` and 1; 0: none.
    private let storedStatus: UInt8
    private let storedRevision: UInt16

    /// What history keeps of a final or a revision.
    ///
    /// - Parameters:
    ///   - start: of the window, ms UTC.
    ///   - value: what was told.
    ///   - isComplete: whether all of the window was seen.
    ///   - revision: how often it was revised.
    ///   - status: against the target, if there is one.
    public init(
        start: Int64,
        value: KPIValue,
        isComplete: Bool,
        revision: Int = 0,
        status: TargetStatus? = nil
    ) {
        self.start = start
        storedValue = value.value ?? 0
        num = value.num
        storedDen = value.den ?? 0
        storedN = Float(value.n)
        storedLo = Float(value.lo ?? 0)
        storedHi = Float(value.hi ?? 0)
        var flags: UInt8 = value.value == nil ? 0 : Flags.value
        if value.den != nil { flags |= Flags.denominator }
        if value.lo != nil, value.hi != nil { flags |= Flags.interval }
        if isComplete { flags |= Flags.complete }
        self.flags = flags
        storedStatus = status.map { $0.rawValue + 1 } ?? 0
        storedRevision = UInt16(clamping: revision)
    }

    /// The value; nil where the denominator was 0.
    public var value: Double? { has(Flags.value) ? storedValue : nil }
    /// Denominator; nil for counts.
    public var den: Double? { has(Flags.denominator) ? storedDen : nil }
    /// Size of the sample.
    public var n: Double { Double(storedN) }
    /// Lower end of the 95 % interval.
    public var lo: Double? { has(Flags.interval) ? Double(storedLo) : nil }
    /// Upper end of the 95 % interval.
    public var hi: Double? { has(Flags.interval) ? Double(storedHi) : nil }
    /// Whether the application saw all of the window.
    public var isComplete: Bool { has(Flags.complete) }
    /// How often it was revised, 65,535 at most.
    public var revision: Int { Int(storedRevision) }
    /// How the series stood against its target then.
    public var status: TargetStatus? {
        storedStatus == 0 ? nil : TargetStatus(rawValue: storedStatus - 1)
    }

    private func has(_ flag: UInt8) -> Bool { flags & flag != 0 }
}
