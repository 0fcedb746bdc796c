// SPDX-License-Identifier: Apache-2.0

import CMicroHTTPD
import Glibc

/// A request that the library is handling; valid within one callback.
@safe struct IncomingRequest: ~Copyable {
    private let connection: OpaquePointer

    /// Bytes of a body that are handed to the library at once.
    private static let blockBytes = 32_768

    init(connection: OpaquePointer) { unsafe self.connection = connection }

    /// The connection's socket.
    var descriptor: Int32 { unsafe streamgauge_mhd_descriptor(connection) }

    /// Where the client is.
    var address: ClientAddress {
        var bytes = InlineArray<16, UInt8>(repeating: 0)
        // Sound: the function writes 16 bytes.
        unsafe withUnsafeMutableBytes(of: &bytes) { bytes in
            let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe streamgauge_mhd_address(connection, start)
        }
        return ClientAddress(bytes)
    }

    /// Encrypts the connection, which begins.
    func encrypt(with credentials: TLSCredentials) { unsafe credentials.attach(to: connection) }

    /// What the client says is the length of its body; 0 if it says nothing.
    var declaredBodyBytes: UInt64 {
        // Sound: the text belongs to the connection; it is read before anything changes.
        guard
            let text = unsafe MHD_lookup_connection_value(
                connection,
                .HEADER_KIND,
                "Content-Length"
            )
        else { return 0 }
        return unsafe UInt64(String(cString: text)) ?? 0
    }

    /// The request as routes see it.
    func request(method: String, path: String) -> HTTPRequest {
        var request = HTTPRequest(method: .init(method), path: path)
        // Sound: the iterators run inside the calls, with a pointer to a local variable.
        unsafe withUnsafeMutablePointer(to: &request) { pointer in
            _ = unsafe MHD_get_connection_values(
                connection,
                .HEADER_KIND,
                collectFields,
                pointer
            )
            _ = unsafe MHD_get_connection_values(
                connection,
                .GET_ARGUMENT_KIND,
                collectQuery,
                pointer
            )
        }
        return request
    }

    /// Queues the answer.
    func send(_ answer: HTTPResponse, _ dispatcher: RequestDispatcher) -> MHD_Result {
        guard let stream = answer.stream else {
            return unsafe queue(answer, Self.response(of: answer.body, dispatcher), dispatcher)
        }
        let open = unsafe OpenStream(
            stream,
            connection: connection,
            descriptor: descriptor,
            dispatcher: dispatcher
        )
        let result = unsafe queue(answer, Self.response(of: open), dispatcher)
        if result == .YES { dispatcher.begin(open) }
        return result
    }

    /// Queues a response with the headers of an answer, and lets go of it.
    private func queue(
        _ answer: HTTPResponse,
        _ response: OpaquePointer?,
        _ dispatcher: RequestDispatcher
    ) -> MHD_Result {
        guard let response = unsafe response else { return .NO }
        defer { unsafe MHD_destroy_response(response) }
        for (name, value) in Self.headers(of: answer, dispatcher.credentials != nil) {
            guard unsafe MHD_add_response_header(response, name, value) == .YES else { return .NO }
        }
        return unsafe MHD_queue_response(connection, answer.status.rawValue, response)
    }

    private static func response(
        of body: ResponseBody,
        _ dispatcher: RequestDispatcher
    ) -> OpaquePointer? {
        // Sound: the response holds the body until the library has sent it to this client, and
        // calls `releaseBody` then; without a response it is given back here.
        let held = unsafe Unmanaged.passRetained(SentBody(body, dispatcher))
        let response = unsafe MHD_create_response_from_callback(
            UInt64(body.bytes.count),
            blockBytes,
            readBody,
            held.toOpaque(),
            releaseBody
        )
        if unsafe response == nil { unsafe held.release() }
        return unsafe response
    }

    private static func response(of stream: OpenStream) -> OpaquePointer? {
        // Sound: as for a body.
        let held = unsafe Unmanaged.passRetained(stream)
        let response = unsafe MHD_create_response_from_callback(
            UInt64.max,
            blockBytes,
            readStream,
            held.toOpaque(),
            releaseStream
        )
        if unsafe response == nil { unsafe held.release() }
        return unsafe response
    }
}

extension IncomingRequest {
    /// The headers of an answer, those that all have included.
    private static func headers(
        of answer: HTTPResponse,
        _ isEncrypted: Bool
    ) -> [(name: String, value: String)] {
        var headers = [
            (name: "X-Content-Type-Options", value: "nosniff"),
            (name: "Referrer-Policy", value: "no-referrer"),
            (name: "Content-Security-Policy", value: answer.contentSecurityPolicy),
        ]
        // A day: browsers then ask other ports of this host over TLS too, plain ones in vain.
        if isEncrypted {
            headers.append((name: "Strict-Transport-Security", value: "max-age=86400"))
        }
        if let tag = answer.entityTag {
            headers += [(name: "ETag", value: tag), (name: "Cache-Control", value: "no-cache")]
        } else {
            headers.append((name: "Cache-Control", value: "no-store"))
        }
        if let coding = answer.coding {
            headers.append((name: "Vary", value: "Accept-Encoding"))
            if let name = coding.name { headers.append((name: "Content-Encoding", value: name)) }
        }
        if answer.status != .notModified {
            headers.append((name: "Content-Type", value: answer.contentType))
        }
        return headers + answer.headers
    }
}

/// Copies the next bytes of a body into the library's block.
private func readBody(
    context: UnsafeMutableRawPointer?,
    position: UInt64,
    block: UnsafeMutablePointer<CChar>?,
    capacity: Int
) -> Int {
    guard let context = unsafe context, let block = unsafe block else { return -1 }
    let body = unsafe Unmanaged<SentBody>.fromOpaque(context).takeUnretainedValue()
    return unsafe body.body.copy(
        from: Int(position),
        into: UnsafeMutableRawBufferPointer(start: block, count: capacity)
    )
}

private func releaseBody(context: UnsafeMutableRawPointer?) {
    guard let context = unsafe context else { return }
    unsafe Unmanaged<SentBody>.fromOpaque(context).release()
}

/// Copies what a stream has next into the library's block.
private func readStream(
    context: UnsafeMutableRawPointer?,
    position: UInt64,
    block: UnsafeMutablePointer<CChar>?,
    capacity: Int
) -> Int {
    guard let context = unsafe context, let block = unsafe block else { return -1 }
    let stream = unsafe Unmanaged<OpenStream>.fromOpaque(context).takeUnretainedValue()
    return unsafe stream.read(
        into: UnsafeMutableRawBufferPointer(start: block, count: capacity)
    )
}

private func releaseStream(context: UnsafeMutableRawPointer?) {
    guard let context = unsafe context else { return }
    unsafe Unmanaged<OpenStream>.fromOpaque(context).release()
}

private func collectFields(
    context: UnsafeMutableRawPointer?,
    kind: MHD_ValueKind,
    name: UnsafePointer<CChar>?,
    value: UnsafePointer<CChar>?
) -> MHD_Result {
    guard let request = unsafe context?.assumingMemoryBound(to: HTTPRequest.self),
        let name = unsafe name, let value = unsafe value
    else { return .YES }
    unsafe request.pointee.add(field: String(cString: name), String(cString: value))
    return .YES
}

private func collectQuery(
    context: UnsafeMutableRawPointer?,
    kind: MHD_ValueKind,
    name: UnsafePointer<CChar>?,
    value: UnsafePointer<CChar>?
) -> MHD_Result {
    guard let request = unsafe context?.assumingMemoryBound(to: HTTPRequest.self),
        let name = unsafe name
    else { return .YES }
    unsafe request.pointee.query.append(
        (name: String(cString: name), value: value.map { unsafe String(cString: $0) })
    )
    return .YES
}
