// SPDX-License-Identifier: Apache-2.0

/// Makes the errors of one format.
struct VendorFaults {
    let format: InputFormat

    func error(
        _ reason: RejectionReason,
        _ problem: DecodeError.Problem,
        _ slot: UInt8
    ) -> DecodeError {
        DecodeError(reason, problem, slot: slot, format: format)
    }

    func missing(_ reason: RejectionReason, _ slot: UInt8) -> DecodeError {
        error(reason, .missing, slot)
    }

    func plausible(_ value: Double, _ slot: UInt8) throws(DecodeError) -> Double {
        try PlausibleNumber.check(value, slot: slot, format: format)
    }
}
