// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Synchronization

/// A receiver of HTTP requests over real sockets that answers as it is told.
public final class ScriptedServer: Sendable {
    /// What it does with a request.
    public enum Reaction: Sendable, Equatable {
        /// It answers with a status and a body.
        case answer(Int, String)
        /// It reads the request and closes the connection.
        case close
        /// It reads the request and says nothing until the client is gone.
        case hang
    }

    /// What came in.
    public struct Request: Sendable {
        /// Method, path and version.
        public var line: String
        /// Values by name in lower case.
        public var headers: [String: String]
        /// The body.
        public var body: [UInt8]
        /// What was done with it.
        public var reaction: Reaction
    }

    private struct Contents {
        var script: [Reaction]
        var requests: [Request] = []
    }

    /// The port that it listens on, at 127.0.0.1.
    public let port: UInt16
    private let contents: Mutex<Contents>
    private let socket: Int32

    /// Listens.
    ///
    /// - Parameter script: what is done with the first requests; all others are answered with 200.
    /// - Throws: when the system has no port.
    public init(_ script: [Reaction] = []) throws {
        contents = Mutex(Contents(script: script))
        port = try FreePorts.take(1)[0]
        socket = try LoopbackSocket.listen(port: port)
        DispatchQueue.global().async { [self] in serve() }
    }

    /// A port at 127.0.0.1 that nobody listens on.
    public static func freePort() throws -> UInt16 { try FreePorts.take(1)[0] }

    /// What came in so far.
    public var requests: [Request] { contents.withLock { $0.requests } }

    /// Says what is done with the next requests.
    public func follow(_ script: [Reaction]) { contents.withLock { $0.script = script } }

    /// Listens no more.
    public func stop() { shutdown(socket, Int32(SHUT_RDWR)) }

    private func serve() {
        while true {
            let client = accept(socket, nil, nil)
            guard client >= 0 else { break }
            DispatchQueue.global().async { [self] in
                while let request = read(from: client), react(request, client) {}
                close(client)
            }
        }
        close(socket)
    }

    private func read(from client: Int32) -> Request? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let request = Request(bytes) { return request }
            let count = unsafe recv(client, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            bytes += chunk[..<count]
        }
    }

    /// False: the connection is over.
    private func react(_ request: Request, _ client: Int32) -> Bool {
        let reaction = contents.withLock { contents in
            let next =
                contents.script.isEmpty ? .answer(200, "") : contents.script.removeFirst()
            var request = request
            request.reaction = next
            contents.requests.append(request)
            return next
        }
        switch reaction {
        case .close: return false
        case .hang:
            _ = LoopbackSocket.read(1, from: client)
            return false
        case .answer(let status, let body):
            let text = "HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            let bytes = Array(text.utf8)
            return LoopbackSocket.write(bytes, to: client)
        }
    }
}

extension ScriptedServer.Request {
    /// A request once it is there as a whole.
    fileprivate init?(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: Unicode.ASCII.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        line = String(lines[0])
        headers = [:]
        for line in lines.dropFirst() {
            let sides = line.split(separator: ":", maxSplits: 1)
            let value = sides.count > 1 ? String(sides[1].drop { $0 == " " }) : ""
            headers[sides[0].lowercased()] = value
        }
        let count = Int(headers["content-length"] ?? "0") ?? 0
        let start = text.utf8.distance(from: text.startIndex, to: end.upperBound)
        // Bytes beyond ASCII are three in this text, so it is only used up to the body.
        guard bytes.count >= start + count else { return nil }
        body = Array(bytes[start..<(start + count)])
        reaction = .close
    }
}
