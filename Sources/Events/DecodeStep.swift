// SPDX-License-Identifier: Apache-2.0

/// What a decoder found at the next element of a record.
public enum DecodeStep: Sendable, Equatable {
    /// An event, written in full.
    case event
    /// A sound event of a type that no definition wants: only type, time and received are set.
    case unwanted
    /// No event.
    case rejected(Rejection)
    /// There is no further element.
    case end
}
