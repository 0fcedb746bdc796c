// SPDX-License-Identifier: Apache-2.0

/// Somebody who is told of alerts.
public struct PushReceiver: Sendable {
    /// What it understands.
    public enum Kind: String, Sendable {
        /// What fires, again and again.
        case alertmanager
        /// Each change, once.
        case webhook
    }

    /// How it knows that it is us.
    public enum Credentials: Sendable {
        /// It takes anybody.
        case none
        /// Basic authentication, with a file that holds the password.
        case password(user: String, file: String)
        /// A file that holds a bearer token.
        case token(file: String)
        /// A file that holds the secret that requests are signed with.
        case signature(file: String)
    }

    /// What it understands.
    public let kind: Kind
    /// Where it answers.
    public let url: String
    /// Tells it apart from others, in metrics, logs and the state: kind, host and port.
    public let name: String
    /// How it knows that it is us.
    public let credentials: Credentials
    /// File of the authorities that it is trusted by; nil: those of the system.
    public let caFile: String?

    /// A receiver.
    ///
    /// - Parameters:
    ///   - kind: what it understands.
    ///   - url: where it answers; of an Alertmanager without the path of its interface.
    ///   - name: tells it apart from others; holds no secret.
    ///   - credentials: how it knows that it is us.
    ///   - caFile: the authorities that it is trusted by, in PEM; nil: those of the system.
    public init(
        kind: Kind,
        url: String,
        name: String,
        credentials: Credentials,
        caFile: String? = nil
    ) {
        self.kind = kind
        self.url = url
        self.name = name
        self.credentials = credentials
        self.caFile = caFile
    }

    /// A request with everything but what depends on its content.
    ///
    /// - Parameters:
    ///   - body: JSON.
    ///   - seconds: when it is sent, s since 1970.
    /// - Returns: what is posted.
    /// - Throws: a secret that cannot be read now.
    func request(
        _ body: [UInt8],
        seconds: Int64
    ) throws(SecretFile.Unusable) -> PushRequest {
        var request = PushRequest(
            url: url,
            headers: [("Content-Type", "application/json"), ("User-Agent", "streamgauge")],
            body: body
        )
        switch credentials {
        case .none: break
        case .password(let user, let file):
            let password = try SecretFile(path: file).read()
            request.user = (user, String(decoding: password, as: UTF8.self))
        case .token(let file):
            let token = String(decoding: try SecretFile(path: file).read(), as: UTF8.self)
            request.headers.append(("Authorization", "Bearer \(token)"))
        case .signature(let file):
            let secret = try SecretFile(path: file).read()
            let value = RequestSignature.header(of: body, seconds: seconds, secret: secret)
            request.headers.append(("Streamgauge-Signature", value))
        }
        return request
    }
}
