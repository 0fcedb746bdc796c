// SPDX-License-Identifier: Apache-2.0

/// How somebody took part.
@frozen public enum ParticipationMode: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case none, online, offline
}
