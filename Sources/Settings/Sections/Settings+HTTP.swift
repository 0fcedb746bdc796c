// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// The metrics endpoint (`http`).
    public struct HTTP: Sendable, Hashable {
        /// Address to listen on.
        public var listen = ListenAddress(host: "127.0.0.1", port: 8080)

        /// Series on `/metrics` at most.
        public var series = 10_000

        /// The defaults.
        public init() {}
    }
}
