// SPDX-License-Identifier: Apache-2.0

/// Makes the errors of one format.
struct VendorFaults {
    let format: InputFormat
    let labels: FieldLabels?

    func error(
        _ reason: RejectionReason,
        _ problem: DecodeError.Problem,
        _ slot: UInt8
    ) -> DecodeError {
        DecodeError(reason, problem, slot: slot, format: format, labels: labels)
    }

    func missing(_ reason: RejectionReason, _ slot: UInt8) -> DecodeError {
        error(reason, .missing, slot)
    }

    func plausible(_ value: Double, _ slot: UInt8) throws(DecodeError) -> Double {
        guard value.magnitude <= PlausibleNumber.limit else {
            throw error(.field, .outOfRange, slot)
        }
        return value
    }
}
