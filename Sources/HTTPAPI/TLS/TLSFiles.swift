// SPDX-License-Identifier: Apache-2.0

/// The files by which a server proves who it is.
public struct TLSFiles: Sendable, Equatable {
    /// The server's certificate and those between it and its authority, in PEM, its own first.
    public var certificate: String
    /// The key of the server's certificate, in PEM, not encrypted.
    public var key: String
    /// Certificates of the authorities that clients' certificates must come from; nil: clients need
    /// none.
    public var clientAuthority: String?

    /// Bytes of a file at most.
    static let limitBytes = 1_048_576

    /// Files.
    public init(certificate: String, key: String, clientAuthority: String? = nil) {
        self.certificate = certificate
        self.key = key
        self.clientAuthority = clientAuthority
    }

    /// All of them.
    var paths: [String] { [certificate, key] + (clientAuthority.map { [$0] } ?? []) }
}
