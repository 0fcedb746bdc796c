// SPDX-License-Identifier: Apache-2.0

import CCurl

/// Posts to one receiver, over a connection that is kept open between requests.
///
/// Nothing is followed, no proxy is asked, certificates are verified.
///
/// - Note: thread: one at a time.
@safe
struct HTTPClient: ~Copyable {
    /// How long it may take until the receiver can be reached, ms.
    static let connectTimeout = 2_000
    /// How long a request may take altogether, ms.
    static let timeout = 10_000
    /// Of an answer's body at most so much is read, bytes.
    static let mostAnswerBytes = 65_536

    private static let isReady = streamgauge_curl_begin() == CURLE_OK

    // Sound: made by `init` and freed by `deinit` only.
    private let handle: UnsafeMutableRawPointer

    /// A client without a connection.
    ///
    /// - Precondition: the library has memory for it.
    init() {
        precondition(Self.isReady, "the HTTP library cannot be prepared")
        guard let handle = unsafe curl_easy_init() else {
            preconditionFailure("there is no memory for an HTTP client")
        }
        unsafe self.handle = unsafe handle
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_POST, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, Self.connectTimeout)
        set(CURLOPT_TIMEOUT_MS, Self.timeout)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_PROXY, "")
    }

    deinit { unsafe curl_easy_cleanup(handle) }

    /// Posts a body and waits for the answer, for `timeout` at most.
    func post(_ request: PushRequest) -> PushAnswer {
        set(CURLOPT_URL, request.url)
        set(CURLOPT_USERNAME, request.user?.name)
        set(CURLOPT_PASSWORD, request.user?.password)
        // Libcurl would ask whether a large body may be sent, and wait.
        let headers = request.headers.map { "\($0.name): \($0.value)" } + ["Expect:"]
        var list: UnsafeMutablePointer<curl_slist>?
        for header in headers { unsafe list = unsafe curl_slist_append(list, header) }
        defer { unsafe curl_slist_free_all(list) }
        _ = unsafe streamgauge_curl_set_headers(handle, list)
        _ = unsafe request.body.withUnsafeBytes {
            unsafe streamgauge_curl_set_body(handle, $0.baseAddress, $0.count)
        }
        let excerpt = AnswerExcerpt()
        let code = withExtendedLifetime(excerpt) {
            unsafe streamgauge_curl_set_writer(
                handle,
                takeAnswer,
                Unmanaged.passUnretained(excerpt).toOpaque()
            )
            return unsafe curl_easy_perform(handle)
        }
        let status = unsafe Int(streamgauge_curl_status(handle))
        // An answer that is too long is an answer all the same.
        guard code == CURLE_OK || code == CURLE_WRITE_ERROR && status != 0 else {
            return .none(unsafe String(cString: curl_easy_strerror(code)))
        }
        return .status(status, excerpt: excerpt.text)
    }

    private func set(_ option: CURLoption, _ number: Int) {
        _ = unsafe streamgauge_curl_set_number(handle, option, number)
    }

    private func set(_ option: CURLoption, _ text: String?) {
        _ = unsafe streamgauge_curl_set_text(handle, option, text)
    }
}

/// The beginning of an answer's body.
private final class AnswerExcerpt {
    private var bytes: [UInt8] = []
    private var count = 0

    /// Takes a piece; false: it is enough.
    func take(_ piece: UnsafeRawBufferPointer) -> Bool {
        unsafe bytes += piece.prefix(PushAnswer.mostExcerptBytes - bytes.count)
        count += piece.count
        return count <= HTTPClient.mostAnswerBytes
    }

    var text: String { PushAnswer.excerpt(bytes) }
}

private func takeAnswer(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    // Sound: `post` keeps it alive while the request runs.
    let excerpt = unsafe Unmanaged<AnswerExcerpt>.fromOpaque(context).takeUnretainedValue()
    let isWanted = unsafe excerpt.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return isWanted ? size * count : 0
}
