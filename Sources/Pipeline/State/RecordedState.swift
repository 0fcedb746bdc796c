// SPDX-License-Identifier: Apache-2.0

/// What changed in the state up to a barrier.
public struct RecordedState: Sendable {
    /// For `StateImage.apply`, behind those of all commits before.
    public let delta: [UInt8]
    /// Whether it holds all of the state, so that nothing before it is needed.
    public let isWhole: Bool
    /// Within how many commits each part is written.
    public let turns: Int
    /// Up to which event time all is counted, ms.
    public let watermark: Int64
}
