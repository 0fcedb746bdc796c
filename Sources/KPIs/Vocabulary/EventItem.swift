// SPDX-License-Identifier: Apache-2.0

/// Ids of an event that distinct counts can count.
@frozen public enum EventItem: UInt8, Sendable, Hashable, CaseIterable, BitwiseCopyable {
    /// The person as known at the event.
    case person
    case user, device, object, response, message, thread
}
