// SPDX-License-Identifier: Apache-2.0

/// How a format tells who it was.
enum IdentityRule: UInt8 {
    /// By fields of their own for user, anonymous visitor and device.
    case separate
    /// By one id that is first the device's and later the user's (role `distinct`). All its ids are
    /// of one kind, so that what was a device's id is known again when it is told to be a user's.
    case distinct
}
