// SPDX-License-Identifier: Apache-2.0

/// Something to be logged of a receiver of alerts.
public struct PushNotice: Sendable, Equatable {
    /// Whether it is worse than it should be; false: it is well again.
    public let isTrouble: Bool
    /// Its name.
    public let receiver: String
    /// One sentence without secrets.
    public let text: String
}
