// SPDX-License-Identifier: Apache-2.0

/// Where an event lies relative to the stay, purchase or happening it is about.
@frozen public enum EventPhase: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case none, before, during, after
}
