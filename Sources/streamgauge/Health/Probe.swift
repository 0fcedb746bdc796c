// SPDX-License-Identifier: Apache-2.0

import CCurl

/// A client that asks a daemon on this machine one question, with a limit of time.
///
/// It sends no secret and believes any certificate: whose it is says nothing of how the daemon is.
@safe struct Probe: ~Copyable {
    /// How long the answer may take, ms.
    private static let patience = 3_000
    /// Bytes of an answer that are read.
    private static let limit = 65_536

    /// An answer, or why there was none.
    enum Answer: Equatable {
        case status(Int, body: String)
        /// Nobody listens, or nobody answers in time.
        case none
        /// Somebody listens, and wants a certificate of the client.
        case stranger
    }

    // Sound: made by `init` and freed by `deinit` only.
    private let handle: UnsafeMutableRawPointer

    /// A client; nil: there is no memory for it.
    init?() {
        guard streamgauge_curl_begin() == CURLE_OK, let handle = unsafe curl_easy_init() else {
            return nil
        }
        unsafe self.handle = unsafe handle
    }

    deinit { unsafe curl_easy_cleanup(handle) }

    /// Asks.
    func get(_ url: String) -> Answer {
        for (option, number) in [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_TIMEOUT_MS, Self.patience), (CURLOPT_SSL_VERIFYPEER, 0),
            (CURLOPT_SSL_VERIFYHOST, 0),
        ] { _ = unsafe streamgauge_curl_set_number(handle, option, number) }
        for (option, text) in [
            (CURLOPT_URL, url), (CURLOPT_PROXY, ""), (CURLOPT_PROTOCOLS_STR, "http,https"),
        ] { _ = unsafe streamgauge_curl_set_text(handle, option, text) }
        let body = ProbeBody(limit: Self.limit)
        let code = withExtendedLifetime(body) {
            unsafe streamgauge_curl_set_writer(
                handle,
                takeBody,
                Unmanaged.passUnretained(body).toOpaque()
            )
            return unsafe curl_easy_perform(handle)
        }
        let status = unsafe Int(streamgauge_curl_status(handle))
        if status != 0 {
            return .status(status, body: String(decoding: body.bytes, as: UTF8.self))
        }
        // With TLS 1.3 the handshake is over before the server looks at the client's certificate.
        let refusals = [
            CURLE_SSL_CONNECT_ERROR, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING,
        ]
        return url.hasPrefix("https:") && refusals.contains(code) ? .stranger : .none
    }
}

private final class ProbeBody {
    private(set) var bytes: [UInt8] = []
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    func take(_ piece: UnsafeRawBufferPointer) {
        unsafe bytes += piece.prefix(limit - bytes.count)
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
    let body = unsafe Unmanaged<ProbeBody>.fromOpaque(context).takeUnretainedValue()
    unsafe body.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}
