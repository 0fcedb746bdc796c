// SPDX-License-Identifier: Apache-2.0

/// What state an engine keeps, and from which it goes on.
public struct StateConfiguration: Sendable {
    /// Within how many commits each part of the state is written.
    public var turns = 64
    /// The state to go on from; nil: it begins with none.
    public private(set) var image: StateImage?
    /// The input partitions of that state, by number.
    public let inputs: [StoredInput]
    /// From monotonic to wall-clock time, ms.
    let clockOffset = SystemClock.wall - SystemClock.monotonic

    /// State that is kept from now on.
    ///
    /// - Parameter image: the state to go on from; nil: it begins with none.
    /// - Throws: `.damaged`.
    public init(from image: StateImage?) throws(StateError) {
        self.image = image
        inputs = if let image { try StoredInput.all(in: image) } else { [] }
    }

    /// Lets go of the state, which is as large as the tables that were filled from it.
    mutating func forgetImage() { image = nil }

    func recorder() -> StateRecorder { StateRecorder(turns: turns, clockOffset: clockOffset) }
}
