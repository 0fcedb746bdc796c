// SPDX-License-Identifier: Apache-2.0

/// The finer kind of an event: the native format's `subtype`, as far as a measure tells them apart.
@frozen public enum Subtype: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case none, hard, soft, machine, unsubscribe, push, inapp, other
}
