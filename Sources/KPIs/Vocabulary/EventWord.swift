// SPDX-License-Identifier: Apache-2.0

/// Fields of an event that hold one of a few words.
@frozen public enum EventWord: UInt8, Sendable, Hashable, CaseIterable, BitwiseCopyable {
    case channel, subtype, phase, mode
}
