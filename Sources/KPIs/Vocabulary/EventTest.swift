// SPDX-License-Identifier: Apache-2.0

public import Events

/// One thing that must hold of an event.
public enum EventTest: Sendable, Hashable {
    /// The field has one of some values: bits by their raw values.
    case word(EventWord, bits: UInt32)
    /// Of the flags under a mask exactly the wanted ones are set.
    case flags(mask: UInt16, wanted: UInt16)
    /// The quantity is given and lies in a range, ends included.
    case number(EventQuantity, low: Double, high: Double)
    /// The event's name is this one, or is not.
    case name(String, isEqual: Bool)
    /// The event has a value of a dimension whose values lists count.
    case listed(Dimension)
    /// The id is there, or is not.
    case item(EventItem, isPresent: Bool)
}
