// SPDX-License-Identifier: Apache-2.0

import CCurl
import Sinks

/// Asks a daemon over HTTP, with a limit of time; no proxy is asked and nothing is followed.
///
/// One thread at a time.
struct DaemonClient: ~Copyable {
    /// How long the answer may take, ms.
    private static let patience = 3_000
    /// Bytes of an answer that are read; more make it none.
    private static let limit = 64 << 20

    /// An answer, or why there was none.
    enum Answer: Equatable {
        case status(Int, body: [UInt8])
        /// Nobody listens, or nobody answers in time.
        case none
        /// Somebody listens, and wants a certificate of the client.
        case stranger
    }

    private let handle: CurlHandle
    private let token: String?

    /// A client; nil: there is no memory for it.
    ///
    /// - Parameters:
    ///   - token: shows who asks.
    ///   - verifies: whether the server's certificate must be good. Who only asks how a daemon of this
    ///     machine is, and sends no secret, need not know whose it is.
    ///   - authority: file of those who may sign it; nil: those that the system trusts.
    init?(token: String? = nil, verifies: Bool, authority: String? = nil) {
        guard let handle = CurlHandle() else { return nil }
        handle.set(CURLOPT_TIMEOUT_MS, Self.patience)
        handle.set(CURLOPT_SSL_VERIFYPEER, verifies ? 1 : 0)
        handle.set(CURLOPT_SSL_VERIFYHOST, verifies ? 2 : 0)
        if let authority { handle.set(CURLOPT_CAINFO, authority) }
        self.handle = handle
        self.token = token
    }

    /// Asks.
    func get(_ url: String) -> Answer {
        handle.set(CURLOPT_URL, url)
        let exchange = handle.perform(
            headers: token.map { ["Authorization: Bearer \($0)"] } ?? [],
            keptBytes: Self.limit,
            limitBytes: Self.limit
        )
        let code = exchange.code
        if exchange.status != 0, code == CURLE_OK {
            return .status(exchange.status, body: exchange.body)
        }
        // With TLS 1.3 the handshake is over before the server looks at the client's certificate.
        let refusals = [
            CURLE_SSL_CONNECT_ERROR, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING,
        ]
        return url.hasPrefix("https:") && refusals.contains(code) ? .stranger : .none
    }
}
