// SPDX-License-Identifier: Apache-2.0

import CMicroHTTPD

// Sendable: the library's object does not change once it is made.
/// A certificate with its key, and whose clients are let in: what a connection is encrypted with.
///
/// Each connection holds those it began with, so that new ones can be taken at any time.
@safe final class TLSCredentials: @unchecked Sendable {
    /// From when on the certificate, or one above it, does not hold any more, s since 1970.
    let expiry: Int64
    private let asksClients: Bool
    // Sound: freed in the deinit alone, when no connection holds this any more.
    private let handle: OpaquePointer

    /// What encrypts, of GnuTLS's manual, section 7.10: TLS 1.3 and 1.2 with keys of one session and
    /// ciphers that notice changes.
    static let priorities =
        "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-KX-ALL:+ECDHE-ECDSA:+ECDHE-RSA"
        + ":-CIPHER-ALL:+AES-256-GCM:+AES-128-GCM:+CHACHA20-POLY1305:%SERVER_PRECEDENCE"

    /// Reads files.
    ///
    /// - Throws: a file that cannot be used, also a key of another certificate.
    init(_ files: TLSFiles) throws(HTTPServerError) {
        let certificate = try SecretFile.read(files.certificate, limitBytes: TLSFiles.limitBytes)
        let key = try SecretFile.read(files.key, limitBytes: TLSFiles.limitBytes)
        var authority: [UInt8] = []
        if let path = files.clientAuthority {
            authority = try SecretFile.read(path, limitBytes: TLSFiles.limitBytes)
            guard !authority.isEmpty else {
                throw HTTPServerError(unusable: path, "it holds no certificate in PEM")
            }
        }
        var expiry: Int64 = 0
        var fault = streamgauge_tls_fault()
        // Sound: the library copies what it takes of the three texts.
        let made = unsafe streamgauge_tls_credentials(
            certificate,
            certificate.count,
            key,
            key.count,
            authority,
            authority.count,
            &expiry,
            &fault
        )
        guard let made = unsafe made else { throw Self.error(fault, files) }
        self.expiry = expiry
        asksClients = files.clientAuthority != nil
        unsafe handle = made
    }

    deinit { unsafe gnutls_certificate_free_credentials(handle) }

    /// Encrypts a connection that has just begun; where that fails, so does the handshake.
    func attach(to connection: OpaquePointer) {
        _ = unsafe streamgauge_tls_attach(connection, handle, asksClients)
    }

    private static func error(
        _ fault: streamgauge_tls_fault,
        _ files: TLSFiles
    ) -> HTTPServerError {
        let reason = unsafe String(cString: gnutls_strerror(fault.code))
        switch fault.text {
        case STREAMGAUGE_TLS_CERTIFICATE:
            return HTTPServerError(
                unusable: files.certificate,
                "it holds no certificate in PEM (\(reason))"
            )
        case STREAMGAUGE_TLS_KEY where fault.code == GNUTLS_E_CERTIFICATE_KEY_MISMATCH:
            return HTTPServerError(
                unusable: files.key,
                "it is not the key of the first certificate in \(files.certificate)"
            )
        case STREAMGAUGE_TLS_KEY:
            return HTTPServerError(
                unusable: files.key,
                "it holds no key in PEM without a passphrase (\(reason))"
            )
        default:
            return HTTPServerError(
                unusable: files.clientAuthority ?? "",
                "it holds no certificate in PEM (\(reason))"
            )
        }
    }
}
