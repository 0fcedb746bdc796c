// SPDX-License-Identifier: Apache-2.0

import CCurl

/// Asks a daemon over HTTP, with a limit of time; no proxy is asked and nothing is followed.
///
/// One thread at a time.
@safe struct DaemonClient: ~Copyable {
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

    // Sound: made by `init` and freed by `deinit` only.
    private let handle: UnsafeMutableRawPointer
    private let token: String?

    /// A client; nil: there is no memory for it.
    ///
    /// - Parameters:
    ///   - token: shows who asks.
    ///   - verifies: whether the server's certificate must be good. Who only asks how a daemon of this
    ///     machine is, and sends no secret, need not know whose it is.
    ///   - authority: file of those who may sign it; nil: those that the system trusts.
    init?(token: String? = nil, verifies: Bool, authority: String? = nil) {
        guard streamgauge_curl_begin() == CURLE_OK, let handle = unsafe curl_easy_init() else {
            return nil
        }
        unsafe self.handle = unsafe handle
        self.token = token
        for (option, number) in [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_TIMEOUT_MS, Self.patience),
            (CURLOPT_SSL_VERIFYPEER, verifies ? 1 : 0), (CURLOPT_SSL_VERIFYHOST, verifies ? 2 : 0),
        ] { _ = unsafe streamgauge_curl_set_number(handle, option, number) }
        for (option, text) in [
            (CURLOPT_PROXY, ""), (CURLOPT_PROTOCOLS_STR, "http,https"), (CURLOPT_CAINFO, authority),
        ] where text != nil { _ = unsafe streamgauge_curl_set_text(handle, option, text) }
    }

    deinit { unsafe curl_easy_cleanup(handle) }

    /// Asks.
    func get(_ url: String) -> Answer {
        _ = unsafe streamgauge_curl_set_text(handle, CURLOPT_URL, url)
        var headers: UnsafeMutablePointer<curl_slist>?
        if let token {
            unsafe headers = unsafe curl_slist_append(nil, "Authorization: Bearer \(token)")
        }
        // Sound: libcurl reads the list while the request runs only.
        defer { unsafe curl_slist_free_all(headers) }
        _ = unsafe streamgauge_curl_set_headers(handle, headers)
        let body = AnswerBody(limit: Self.limit)
        let code = withExtendedLifetime(body) {
            unsafe streamgauge_curl_set_writer(
                handle,
                takeBody,
                Unmanaged.passUnretained(body).toOpaque()
            )
            return unsafe curl_easy_perform(handle)
        }
        let status = unsafe Int(streamgauge_curl_status(handle))
        if status != 0, code == CURLE_OK { return .status(status, body: body.bytes) }
        // With TLS 1.3 the handshake is over before the server looks at the client's certificate.
        let refusals = [
            CURLE_SSL_CONNECT_ERROR, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING,
        ]
        return url.hasPrefix("https:") && refusals.contains(code) ? .stranger : .none
    }
}

private final class AnswerBody {
    private(set) var bytes: [UInt8] = []
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Takes a piece; false: it is too much.
    func take(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count + piece.count <= limit else { return false }
        unsafe bytes += piece
        return true
    }
}

private func takeBody(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    // Sound: `get` keeps it alive while the request runs.
    let body = unsafe Unmanaged<AnswerBody>.fromOpaque(context).takeUnretainedValue()
    let isTaken = unsafe body.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return isTaken ? size * count : 0
}
