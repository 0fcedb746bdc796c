// SPDX-License-Identifier: Apache-2.0

/// The kind of touchpoint an event belongs to.
@frozen public enum Channel: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case web, app, email, push, sms, social, feedback, business

    /// The name in the native format.
    public var name: String { "\(self)" }
}
