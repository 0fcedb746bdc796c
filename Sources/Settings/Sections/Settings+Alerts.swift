// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// Where changes of alerts go (`alerts`).
    public struct Alerts: Sendable, Hashable {
        /// Topic of alerts; nil: they are shown over HTTP only.
        public var topic: String?

        /// Alertmanagers that are told what fires, each by itself.
        public var alertmanagers: [Alertmanager] = []

        /// Receivers that are told each change, each by itself.
        public var webhooks: [Webhook] = []

        /// Rules beside the targets of KPIs.
        public var rules: [AlertRule] = []

        /// The defaults.
        public init() {}
    }

    /// One entry of `alerts.alertmanager`.
    public struct Alertmanager: Sendable, Hashable {
        /// Where it answers, without `/api/v2/alerts`; nil when it is missing.
        public var url: ReceiverURL?

        /// A user's name, with `passwordFile`.
        public var username: String?

        /// File that holds the user's password.
        public var passwordFile: String?

        /// File that holds a bearer token.
        public var tokenFile: String?

        /// File of the authorities that its certificate is trusted by; nil: those of the system.
        public var caFile: String?

        /// The defaults.
        public init() {}
    }

    /// One entry of `alerts.webhook`.
    public struct Webhook: Sendable, Hashable {
        /// Where it answers; nil when it is missing.
        public var url: ReceiverURL?

        /// File that holds the secret that requests are signed with; nil when it is missing.
        public var secretFile: String?

        /// File of the authorities that its certificate is trusted by; nil: those of the system.
        public var caFile: String?

        /// The defaults.
        public init() {}
    }
}
