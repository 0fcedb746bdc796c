// SPDX-License-Identifier: Apache-2.0

public import CCurl

/// One handle of libcurl, which keeps its connection open between requests.
///
/// It speaks HTTP only, asks no proxy and follows nothing; the rest is set by whoever makes it.
///
/// - Note: thread: one at a time.
@safe
public struct CurlHandle: ~Copyable {
    /// What came of a request.
    public struct Exchange {
        /// Whether it went well; a body beyond the limit is `CURLE_WRITE_ERROR`.
        public let code: CURLcode
        /// The status of the answer; 0: there was none.
        public let status: Int
        /// The body, or its beginning.
        public let body: [UInt8]
    }

    private static let isReady = streamgauge_curl_begin() == CURLE_OK

    // Sound: made by `init` and freed by `deinit` only.
    private let handle: UnsafeMutableRawPointer

    /// A handle without a connection; nil: there is no memory for it.
    public init?() {
        guard Self.isReady, let handle = unsafe curl_easy_init() else { return nil }
        unsafe self.handle = unsafe handle
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_PROXY, "")
    }

    deinit { unsafe curl_easy_cleanup(handle) }

    /// Sets an option that is a number.
    public func set(_ option: CURLoption, _ number: Int) {
        _ = unsafe streamgauge_curl_set_number(handle, option, number)
    }

    /// Sets an option that is a text; nil: takes back what was set.
    public func set(_ option: CURLoption, _ text: String?) {
        _ = unsafe streamgauge_curl_set_text(handle, option, text)
    }

    /// Sets what is posted.
    public func set(body: [UInt8]) {
        _ = unsafe body.withUnsafeBytes {
            unsafe streamgauge_curl_set_body(handle, $0.baseAddress, $0.count)
        }
    }

    /// Sends a request and waits for the answer.
    ///
    /// - Parameters:
    ///   - headers: lines, besides those of the library.
    ///   - keptBytes: how much of the answer's body is kept.
    ///   - limitBytes: a longer body is not read to its end.
    /// - Returns: what came of it.
    public func perform(headers: [String], keptBytes: Int, limitBytes: Int) -> Exchange {
        var list: UnsafeMutablePointer<curl_slist>?
        for header in headers { unsafe list = unsafe curl_slist_append(list, header) }
        // Sound: libcurl reads the list while the request runs only.
        defer { unsafe curl_slist_free_all(list) }
        _ = unsafe streamgauge_curl_set_headers(handle, list)
        let body = AnswerBody(keptBytes: keptBytes, limitBytes: limitBytes)
        let code = withExtendedLifetime(body) {
            unsafe streamgauge_curl_set_writer(
                handle,
                takeBody,
                Unmanaged.passUnretained(body).toOpaque()
            )
            return unsafe curl_easy_perform(handle)
        }
        let status = unsafe Int(streamgauge_curl_status(handle))
        return Exchange(code: code, status: status, body: body.bytes)
    }
}

private final class AnswerBody {
    private(set) var bytes: [UInt8] = []
    private var count = 0
    private let keptBytes: Int
    private let limitBytes: Int

    init(keptBytes: Int, limitBytes: Int) {
        (self.keptBytes, self.limitBytes) = (keptBytes, limitBytes)
    }

    /// Takes a piece; false: it is enough.
    func take(_ piece: UnsafeRawBufferPointer) -> Bool {
        unsafe bytes += piece.prefix(keptBytes - bytes.count)
        count += piece.count
        return count <= limitBytes
    }
}

private func takeBody(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    // Sound: `perform` keeps it alive while the request runs.
    let body = unsafe Unmanaged<AnswerBody>.fromOpaque(context).takeUnretainedValue()
    let isWanted = unsafe body.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return isWanted ? size * count : 0
}
