// SPDX-License-Identifier: Apache-2.0

/// Where a server listens and what it grants its clients.
public struct HTTPConfiguration: Sendable, Equatable {
    /// Address or name of a local interface, without brackets: `127.0.0.1`, `::`, `localhost`.
    public var host: String
    /// The port; 0: any that is free, see `HTTPServer.port`.
    public var port: UInt16
    /// How many clients can be connected; one more, and the one that owes its next answer longest,
    /// or was idle longest, is cut.
    public var connectionLimit: UInt32 = 200
    /// How many of them can have one address; further ones are closed at once.
    public var connectionLimitPerAddress: UInt32 = 100
    /// Memory for the head of a request and of its answer, bytes; a longer head gets 431 or 414.
    public var connectionMemoryBytes: UInt32 = 16_384
    /// A body is read, and thrown away, up to so many bytes; a longer one closes the connection.
    public var bodyLimitBytes: UInt32 = 1_048_576
    /// A connection on which nothing moves for so long is closed, s.
    public var idleSeconds: UInt32 = 20
    /// A connection is cut when so long after its start, or after its last answer, the next answer
    /// is not sent, ms: whoever sends or reads a byte now and then holds nothing for ever.
    public var answerMilliseconds: UInt64 = 30_000

    /// Answers that are being sent hold so much memory at most, bytes; larger ones get 503 then.
    public var bodyBytesInFlight = 64 << 20
    /// What encrypts connections; nil: nothing.
    public var tls: TLSFiles?
    /// Who may ask what; none: everybody everything.
    public var tokens: [TokenFile] = []

    /// A configuration with the default limits.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads what the server would read.
    ///
    /// - Parameter now: The wall clock, s since 1970.
    /// - Returns: What should be better, a sentence each: who can listen in, files that everybody
    ///   can read, a certificate that ends soon.
    /// - Throws: a file of a token, a certificate or a key that cannot be used.
    public func examine(now: Int64) throws(HTTPServerError) -> [String] {
        var warnings: [String] = []
        if !isLoopback, tokens.isEmpty {
            warnings.append(
                "\(host) can be reached from other machines, and everybody there may read all:"
                    + " set http.tokens"
            )
        } else if !isLoopback, tls == nil {
            warnings.append(
                "\(host) can be reached from other machines, and tokens go there as they are:"
                    + " set http.tls, or listen on loopback behind a proxy that encrypts"
            )
        }
        _ = try AccessTokens(tokens)
        warnings += FileStamp.warnings(tokens.map(\.path))
        guard let tls else { return warnings }
        let seconds = try TLSCredentials(tls).expiry - now
        let days = seconds / 86_400
        warnings += FileStamp.warnings([tls.key])
        if days < 14 {
            let end = seconds <= 0 ? "has ended" : "ends within \(days + 1) days"
            warnings.append("the certificate in \(tls.certificate) \(end): replace it")
        }
        return warnings
    }

    /// Whether only programs of this machine can connect.
    private var isLoopback: Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}
