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

        /// What encrypts connections.
        public var tls = TLS()

        /// Who may ask what; empty: everybody everything.
        public var tokens: [HTTPToken] = []

        /// The defaults.
        public init() {}

        /// Files of certificates and keys (`http.tls`).
        public struct TLS: Sendable, Hashable {
            /// The server's certificate and those above it; nil: connections are not encrypted.
            public var certificate: String?

            /// The certificate's key.
            public var key: String?

            /// Whose clients may connect; nil: clients need no certificate.
            public var clientCA: String?

            /// The defaults.
            public init() {}
        }
    }
}
