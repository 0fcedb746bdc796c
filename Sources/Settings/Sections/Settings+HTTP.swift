// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// The interface over HTTP (`http`).
    public struct HTTP: Sendable, Hashable {
        /// Address to listen on.
        public var listen = ListenAddress(host: "127.0.0.1", port: 8080)

        /// Series on `/metrics` and in the JSON interface at most.
        public var series = 10_000

        /// Clients that follow `/api/v1/stream` at most.
        public var streams = 100

        /// The defaults.
        public init() {}
    }
}
