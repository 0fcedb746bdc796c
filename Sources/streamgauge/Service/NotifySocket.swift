// SPDX-License-Identifier: Apache-2.0

import CPlatform

/// The socket of the service manager that started this process, as `sd_notify(3)` describes it.
///
/// Messages are lines `NAME=VALUE` in one datagram. A message that cannot be sent is dropped: the process
/// does its work without its service manager, too.
struct NotifySocket: Sendable, Equatable {
    /// A path, or `@` and an abstract name.
    let address: String

    /// The socket that the environment names; nil: no service manager wants to be told.
    init?(_ environment: [String: String]) {
        guard let address = environment["NOTIFY_SOCKET"],
            address.hasPrefix("/") || address.hasPrefix("@")
        else { return nil }
        self.address = address
    }

    /// Sends assignments, in their order.
    ///
    /// - Returns: 0, or the number of the system's error.
    @discardableResult
    func send(_ assignments: [(name: String, value: String)]) -> Int32 {
        let lines = assignments.map { name, value in "\(name)=\(Self.singleLine(value))" }
        // Sound: both texts live through the call, which keeps neither.
        return unsafe sg_send_datagram(address, lines.joined(separator: "\n"))
    }

    /// A value may quote what somebody else wrote.
    private static func singleLine(_ text: String) -> String {
        String(text.map { $0.isNewline || $0 == "\0" ? " " : $0 })
    }
}
