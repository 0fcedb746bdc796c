// SPDX-License-Identifier: Apache-2.0

/// What is posted to a receiver.
struct PushRequest: Sendable {
    /// Where to.
    var url: String
    /// Names and values, both without line ends.
    var headers: [(name: String, value: String)]
    /// Of basic authentication.
    var user: (name: String, password: String)?
    /// JSON.
    var body: [UInt8]
}
