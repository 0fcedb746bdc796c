// SPDX-License-Identifier: Apache-2.0

/// What state an engine keeps, and from which it goes on.
public struct StateConfiguration: Sendable {
    /// Within how many commits each part of the state is written.
    public var turns = 64
    /// The state to go on from; nil: it begins with none.
    public private(set) var image: StateImage?
    /// The input partitions of that state, by number.
    public let inputs: [StoredInput]
    /// What becomes of it where it was counted by other definitions; nil: it goes on as it is.
    public let report: CarryReport?
    /// What a start released of it; nil: it was not due.
    public let released: ReleaseReport?
    /// What counts only from some time on.
    let freshness: Freshness
    /// From monotonic to wall-clock time, ms.
    let clockOffset = SystemClock.wall - SystemClock.monotonic

    /// State that is kept from now on and begins with none.
    public init() {
        (image, inputs, report, released, freshness) = (nil, [], nil, nil, Freshness())
    }

    /// State that goes on from what was stored.
    ///
    /// - Parameters:
    ///   - image: the stored state.
    ///   - definitions: what is counted from now on; the state is put into its order.
    ///   - valueLimits: the most values of each slot: where the state has used up much of them, or of
    ///     what the definitions allow, what is idle is released.
    /// - Throws: `.damaged`; `.otherDefinitions` where the state does not say what it means.
    /// - Complexity: O(state) where it was counted by other definitions or something is released.
    public init(
        from image: StateImage,
        to definitions: AggregatorConfiguration,
        valueLimits: [Int]
    ) throws(StateError) {
        let carried = try CarriedState(image, to: definitions.storedPlan)
        let release = try StateRelease(
            ifDue: carried.image,
            of: definitions,
            valueLimits: valueLimits
        )
        self.image = release?.image ?? carried.image
        released = release?.report
        report = carried.report
        freshness = carried.freshness
        inputs = try StoredInput.all(in: image)
    }

    /// Lets go of the state, which is as large as the tables that were filled from it.
    mutating func forgetImage() { image = nil }

    func recorder() -> StateRecorder { StateRecorder(turns: turns, clockOffset: clockOffset) }
}
