// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A client that sends any bytes and reads answers one by one.
final class SocketClient {
    private let descriptor: Int32
    private var received: [UInt8] = []

    /// An answer as it came.
    struct Answer: Equatable {
        var status: Int
        /// By lower-case name; repeated fields joined by commas.
        var headers: [String: String]
        var body: String
    }

    struct Failure: Error { let sentence: String }

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Failure(sentence: "cannot connect, errno \(errno)") }
        // A server that does not answer fails the test instead of holding it.
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    }

    deinit { close(descriptor) }

    /// One request on a connection of its own.
    static func ask(_ port: UInt16, _ request: String, isHead: Bool = false) throws -> Answer {
        let client = try SocketClient(port: port)
        try client.send(request)
        return try client.answer(isHead: isHead)
    }

    /// A GET with fields.
    static func get(_ port: UInt16, _ path: String, _ fields: String...) throws -> Answer {
        let head = (["GET \(path) HTTP/1.1", "Host: test"] + fields).joined(separator: "\r\n")
        return try ask(port, head + "\r\n\r\n")
    }

    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let rest = bytes[sent...]
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(sentence: "cannot send, errno \(errno)") }
            sent += count
        }
    }

    /// Reads the next answer.
    func answer(isHead: Bool = false) throws -> Answer {
        let separator = Array("\r\n\r\n".utf8)
        while firstIndex(of: separator) == nil { try receive() }
        let end = firstIndex(of: separator) ?? 0
        let lines = String(decoding: received[..<end], as: UTF8.self).split(separator: "\r\n")
        received.removeFirst(end + separator.count)
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ": ", maxSplits: 1)
            let value = parts.count > 1 ? String(parts[1]) : ""
            headers[parts[0].lowercased()] =
                headers[parts[0].lowercased()].map { "\($0), \(value)" } ?? value
        }
        let count = isHead ? 0 : Int(headers["content-length"] ?? "") ?? 0
        while received.count < count { try receive() }
        let body = String(decoding: received[..<count], as: UTF8.self)
        received.removeFirst(count)
        let status = Int(lines[0].split(separator: " ")[1]) ?? 0
        return Answer(status: status, headers: headers, body: body)
    }

    /// Reads what comes up to a text and with it; nothing is taken out of chunks.
    func text(through end: String) throws -> String {
        let wanted = Array(end.utf8)
        while firstIndex(of: wanted) == nil { try receive() }
        let count = (firstIndex(of: wanted) ?? 0) + wanted.count
        defer { received.removeFirst(count) }
        return String(decoding: received[..<count], as: UTF8.self)
    }

    /// Whether the server ends the connection, after whatever else it sends.
    func isCut() throws -> Bool {
        do {
            while true { try receive() }
        } catch let failure as Failure {
            return failure.sentence == Self.closed
        }
    }

    private static let closed = "closed by the server"

    private func receive() throws {
        var block = [UInt8](repeating: 0, count: 65_536)
        let size = block.count
        let count = unsafe recv(descriptor, &block, size, 0)
        guard count > 0 else {
            let isClosed = count == 0 || errno == ECONNRESET
            throw Failure(sentence: isClosed ? Self.closed : "no answer, errno \(errno)")
        }
        received += block[..<count]
    }

    private func firstIndex(of part: [UInt8]) -> Int? {
        guard received.count >= part.count else { return nil }
        return (0...received.count - part.count).first {
            received[$0..<$0 + part.count].elementsEqual(part)
        }
    }
}
