// SPDX-License-Identifier: Apache-2.0

/// The stages of the customer journey, in the order in which people go through them.
///
/// After trust a new cycle may begin.
@frozen public enum JourneyStage: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case visibility, contact, experience, trust
}
