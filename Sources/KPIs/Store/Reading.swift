// SPDX-License-Identifier: Apache-2.0

/// A series' value in one window, as it is published inside the process.
@frozen public struct Reading: Sendable, Equatable, BitwiseCopyable {
    /// Start of the window, ms.
    public var start: Int64
    /// End of the window, ms.
    public var end: Int64
    /// How often the final was revised; 0 for early values and finals.
    public var revision: Int
    /// False when the application did not see the whole window.
    public var isComplete: Bool
    /// The value.
    public var value: KPIValue
    /// The value of the window before; the outer nil: it is not known, the inner: it had none.
    public var previous: Double??
    /// How the series stands against its target, if it has one.
    public var target: TargetStanding?

    /// A reading.
    public init(
        start: Int64,
        end: Int64,
        revision: Int = 0,
        isComplete: Bool = true,
        value: KPIValue,
        previous: Double?? = nil,
        target: TargetStanding? = nil
    ) {
        self.start = start
        self.end = end
        self.revision = revision
        self.isComplete = isComplete
        self.value = value
        self.previous = previous
        self.target = target
    }
}
