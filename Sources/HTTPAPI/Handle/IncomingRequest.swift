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
    func send(_ answer: HTTPResponse) -> MHD_Result {
        // Sound: the response holds the body until the library has sent it to this client, and
        // calls `releaseBody` then; without a response it is given back here.
        let body = unsafe Unmanaged.passRetained(answer.body)
        guard
            let response = unsafe MHD_create_response_from_callback(
                UInt64(answer.body.bytes.count),
                Self.blockBytes,
                readBody,
                body.toOpaque(),
                releaseBody
            )
        else {
            unsafe body.release()
            return .NO
        }
        defer { unsafe MHD_destroy_response(response) }
        for (name, value) in Self.headers(of: answer) {
            guard unsafe MHD_add_response_header(response, name, value) == .YES else { return .NO }
        }
        return unsafe MHD_queue_response(connection, answer.status.rawValue, response)
    }
}

extension IncomingRequest {
    /// The headers of an answer, those that all have included.
    private static func headers(of answer: HTTPResponse) -> [(name: String, value: String)] {
        var headers = [
            (name: "X-Content-Type-Options", value: "nosniff"),
            (name: "Referrer-Policy", value: "no-referrer"),
            (name: "Content-Security-Policy", value: answer.contentSecurityPolicy),
        ]
        if let tag = answer.entityTag {
            headers += [(name: "ETag", value: tag), (name: "Cache-Control", value: "no-cache")]
        } else {
            headers.append((name: "Cache-Control", value: "no-store"))
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
    let body = unsafe Unmanaged<ResponseBody>.fromOpaque(context).takeUnretainedValue()
    let start = Int(position)
    let count = min(capacity, body.bytes.count - start)
    // Sound: the library's block has room for `capacity` bytes, the body has `count` from `start`.
    unsafe body.bytes.withUnsafeBytes { bytes in
        unsafe UnsafeMutableRawBufferPointer(start: block, count: count)
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + count]))
    }
    return count
}

private func releaseBody(context: UnsafeMutableRawPointer?) {
    guard let context = unsafe context else { return }
    unsafe Unmanaged<ResponseBody>.fromOpaque(context).release()
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
