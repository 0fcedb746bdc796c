// SPDX-License-Identifier: Apache-2.0

/// One line of the client library's log.
public struct KafkaLogLine: Hashable, Sendable {
    /// The severity of syslog: 0 emergency, 3 error, 4 warning, 5 notice, 6 information, 7 debug.
    public let severity: Int32
    /// The part of the library that speaks, such as `FAIL` or `CONFWARN`.
    public let facility: String
    /// The text.
    public let message: String

    /// Makes a line.
    public init(severity: Int32, facility: String, message: String) {
        self.severity = severity
        self.facility = facility
        self.message = message
    }
}
