// SPDX-License-Identifier: Apache-2.0

/// The bound on every number of an event.
enum PlausibleNumber {
    /// Beyond this it is no measurement; every integer below is exact in a double.
    static let limit = 1e15

    /// The number itself, unless it is infinite or beyond the limit.
    static func check(
        _ value: Double,
        slot: UInt8,
        format: InputFormat
    ) throws(DecodeError) -> Double {
        guard value.magnitude <= limit else {
            throw DecodeError(.field, .outOfRange, slot: slot, format: format)
        }
        return value
    }
}
