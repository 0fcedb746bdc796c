// SPDX-License-Identifier: Apache-2.0

import CCurl

/// Posts to one receiver, over a connection that is kept open between requests.
///
/// Nothing is followed, no proxy is asked, certificates are verified.
///
/// - Note: thread: one at a time.
struct HTTPClient: ~Copyable {
    /// How long it may take until the receiver can be reached, ms.
    static let connectTimeout = 2_000
    /// How long a request may take altogether, ms.
    static let timeout = 10_000
    /// Of an answer's body at most so much is read, bytes.
    static let mostAnswerBytes = 65_536

    /// How old a connection becomes whose authority a file of its own names, s.
    static let connectionLifetime = 300

    private let handle: CurlHandle

    /// A client without a connection.
    ///
    /// - Parameter caFile: The authorities that are trusted, in PEM, read for each connection, of which one is
    ///   kept for `connectionLifetime` at most; nil: those of the system.
    /// - Precondition: the library has memory for it.
    init(caFile: String? = nil) {
        guard let handle = CurlHandle() else {
            preconditionFailure("there is no memory for an HTTP client")
        }
        handle.set(CURLOPT_POST, 1)
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, Self.connectTimeout)
        handle.set(CURLOPT_TIMEOUT_MS, Self.timeout)
        if let caFile {
            handle.set(CURLOPT_CAINFO, caFile)
            // The folder of the system's would be trusted besides, and a file that was read before kept.
            handle.set(CURLOPT_CAPATH, nil)
            handle.set(CURLOPT_CA_CACHE_TIMEOUT, 0)
            // An authority that was taken out would be trusted for as long as a session can be resumed or a
            // connection is used.
            handle.set(CURLOPT_SSL_SESSIONID_CACHE, 0)
            handle.set(CURLOPT_MAXLIFETIME_CONN, Self.connectionLifetime)
        }
        self.handle = handle
    }

    /// Posts a body and waits for the answer, for `timeout` at most.
    func post(_ request: PushRequest) -> PushAnswer {
        handle.set(CURLOPT_URL, request.url)
        handle.set(CURLOPT_USERNAME, request.user?.name)
        handle.set(CURLOPT_PASSWORD, request.user?.password)
        handle.set(body: request.body)
        let exchange = handle.perform(
            // Libcurl would ask whether a large body may be sent, and wait.
            headers: request.headers.map { "\($0.name): \($0.value)" } + ["Expect:"],
            keptBytes: PushAnswer.mostExcerptBytes,
            limitBytes: Self.mostAnswerBytes
        )
        let code = exchange.code
        // An answer that is too long is an answer all the same.
        guard code == CURLE_OK || code == CURLE_WRITE_ERROR && exchange.status != 0 else {
            return .none(unsafe String(cString: curl_easy_strerror(code)))
        }
        return .status(exchange.status, excerpt: PushAnswer.excerpt(exchange.body))
    }
}
