// SPDX-License-Identifier: Apache-2.0

import CRDKafka

extension KafkaError {
    /// Takes a code of the library; its own words become the detail where we have no sentence.
    init(_ code: rd_kafka_resp_err_t, subject: String?, detail: String = "") {
        let kind = Code(code)
        let isKnown =
            Self.sentence(code: kind, subject: subject, detail: "?") != Self.unsaid(subject)
        let words = unsafe String(cString: rd_kafka_err2str(code))
        self.init(
            code: kind,
            subject: subject,
            detail: detail.isEmpty && !isKnown ? words : detail
        )
    }

    /// Takes over an error object of the library and frees it.
    ///
    /// - Returns: nil when there is no error.
    static func taking(_ error: OpaquePointer?, subject: String?) -> KafkaError? {
        guard let error = unsafe error else { return nil }
        // Sound: the caller owns the object; its text is copied before it is freed.
        defer { unsafe rd_kafka_error_destroy(error) }
        let code = unsafe Code(rd_kafka_error_code(error))
        let detail = unsafe String(cString: rd_kafka_error_string(error))
        return KafkaError(
            code: code,
            reason: sentence(code: code, subject: subject, detail: detail),
            isRetriable: unsafe rd_kafka_error_is_retriable(error) != 0 || code.isUsuallyTransient,
            isFatal: unsafe rd_kafka_error_is_fatal(error) != 0
        )
    }

    private static func unsaid(_ subject: String?) -> String {
        subject.map { "\($0): ?" } ?? "?"
    }
}

extension KafkaError.Code {
    init(_ code: rd_kafka_resp_err_t) {
        self.init(rawValue: code.rawValue)
    }

    /// The kind's name in the Kafka protocol, such as `UNKNOWN_TOPIC_OR_PART`.
    public var name: String {
        unsafe String(cString: rd_kafka_err2name(rd_kafka_resp_err_t(rawValue)))
    }
}

/// The error that ended this client for good, if one did.
func fatalError(of client: OpaquePointer) -> KafkaError? {
    var text = InlineArray<512, CChar>(repeating: 0)
    var span = text.mutableSpan
    let (code, words) = unsafe span.withUnsafeMutableBufferPointer { buffer in
        let code = unsafe rd_kafka_fatal_error(client, buffer.baseAddress, buffer.count)
        return unsafe (code, String(cString: buffer.baseAddress.unsafelyUnwrapped))
    }
    guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
    return KafkaError(code: .init(code), subject: nil, detail: words, isFatal: true)
}
