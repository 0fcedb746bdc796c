// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What the callbacks of one server work on.
// Sendable: made on one thread, then used by the server's polling thread alone.
final class RequestDispatcher: @unchecked Sendable {
    let bodyLimitBytes: UInt32
    private let routes: RouteTable
    private let counts: ServerCounts
    private let notice: @Sendable (FileNotice) -> Void
    private let connectionLimit: Int
    private let addressLimit: Int
    private var access: AccessControl
    private var certificate: ServedCertificate?
    private var deadlines: AnswerDeadlines
    private var bodies: BodiesInFlight
    /// By address; as many as there are connections.
    private var connections: [ClientAddress: Int] = [:]
    private var connectionCount = 0
    /// Connections that were cut and are not closed yet, by descriptor.
    private var leaving: Set<Int32> = []
    /// What connections that end were encrypted with: the library looks at it once more.
    private var retired: [TLSCredentials] = []
    /// By descriptor.
    private var streams: [Int32: OpenStream] = [:]
    private var nextLook: UInt64 = 0
    private var nextRefresh: UInt64 = 0

    /// How often streams are asked for news at most, ms.
    private static let lookMilliseconds: UInt64 = 20
    /// How often files of tokens and certificates are looked at, ms.
    private static let refreshMilliseconds: UInt64 = 2_000
    private let start = ContinuousClock.now

    /// What the callbacks of a server work on.
    ///
    /// - Throws: a file of a token, a certificate or a key that cannot be used.
    init(
        _ configuration: HTTPConfiguration,
        routes: RouteTable,
        counts: ServerCounts = ServerCounts(),
        notice: @escaping @Sendable (FileNotice) -> Void = { _ in }
    ) throws(HTTPServerError) {
        bodyLimitBytes = configuration.bodyLimitBytes
        self.routes = routes
        self.counts = counts
        self.notice = notice
        connectionLimit = Int(configuration.connectionLimit)
        addressLimit = Int(configuration.connectionLimitPerAddress)
        access = try AccessControl(configuration.tokens, counts)
        if let files = configuration.tls { certificate = try ServedCertificate(files, counts) }
        deadlines = AnswerDeadlines(limitMilliseconds: configuration.answerMilliseconds)
        bodies = BodiesInFlight(limitBytes: configuration.bodyBytesInFlight)
        counts.set(
            connectionLimit: Int(configuration.connectionLimit),
            bodyByteLimit: configuration.bodyBytesInFlight
        )
    }

    /// Answers a request that has been read.
    func answer(_ request: HTTPRequest, from address: ClientAddress) -> HTTPResponse {
        let answer = routes.answer(request) { (request, access) throws(HTTPProblem) in
            try self.access.admit(&request, to: access, from: address, at: milliseconds)
        }
        guard bodies.fits(answer.body) else {
            counts.refuse(.memory)
            return HTTPProblem(
                .serviceUnavailable,
                "Too many answers are still being read by slow clients.",
                retryAfterSeconds: 1
            ).response
        }
        return answer
    }

    // MARK: - Connections

    /// What a connection that begins is encrypted with; nil: nothing.
    var credentials: TLSCredentials? { certificate?.credentials }

    /// Whether one more client may come from an address.
    func accepts(_ address: ClientAddress) -> Bool {
        guard connections[address] ?? 0 >= addressLimit else { return true }
        counts.refuse(.address)
        return false
    }

    /// A connection begins; above the limit it takes the place of the one that is due first.
    ///
    /// So clients that hold connections and ask nothing push out one another, not those who ask.
    func connect(_ descriptor: Int32, from address: ClientAddress) {
        connections[address, default: 0] += 1
        connectionCount += 1
        counts.set(connections: connectionCount)
        if connectionCount - leaving.count > connectionLimit, let first = deadlines.takeFirstDue() {
            counts.refuse(.connections)
            cut(first)
        }
        restartDeadline(of: descriptor)
    }

    /// A connection is about to be closed.
    ///
    /// - Parameters:
    ///   - descriptor: Its socket.
    ///   - address: Where it comes from.
    ///   - credentials: What it was encrypted with.
    func disconnect(
        _ descriptor: Int32,
        from address: ClientAddress,
        _ credentials: TLSCredentials?
    ) {
        let count = (connections[address] ?? 1) - 1
        connections[address] = count == 0 ? nil : count
        connectionCount -= 1
        counts.set(connections: connectionCount)
        removeDeadline(of: descriptor)
        leaving.remove(descriptor)
        if let credentials { retired.append(credentials) }
    }

    /// Gives a connection its time for the next answer.
    func restartDeadline(of descriptor: Int32) {
        deadlines.restart(descriptor, at: milliseconds)
    }

    /// Forgets a connection, before its descriptor is closed.
    func removeDeadline(of descriptor: Int32) { deadlines.remove(descriptor) }

    /// Does what is due now and then, between two calls of the library.
    func look() {
        retired.removeAll()
        resumeStreams()
        cutOverdue()
        guard milliseconds >= nextRefresh else { return }
        nextRefresh = milliseconds + Self.refreshMilliseconds
        // Whoever follows a stream by a token that is gone has to show the new one.
        if access.refresh(at: milliseconds, notice) {
            for stream in streams.values { stream.finish() }
        }
        certificate?.refresh(notice)
    }

    /// Shuts down the connections that took too long; the library then finds them closed.
    private func cutOverdue() {
        for descriptor in deadlines.takeOverdue(at: milliseconds) {
            streams[descriptor]?.isOverdue = true
            cut(descriptor)
        }
    }

    private func cut(_ descriptor: Int32) {
        leaving.insert(descriptor)
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    // MARK: - Bodies

    /// Whether a stream may take something new.
    var hasRoomForBodies: Bool { bodies.hasRoom }

    /// A connection sends a body.
    func hold(_ body: ResponseBody) {
        bodies.add(body)
        counts.set(bodyBytes: bodies.bytes)
    }

    /// It does not any more.
    func letGo(_ body: ResponseBody) {
        bodies.remove(body)
        counts.set(bodyBytes: bodies.bytes)
    }

    // MARK: - Streams

    /// A stream is going to be sent.
    func begin(_ stream: OpenStream) {
        streams[stream.descriptor] = stream
        stream.begin()
    }

    /// The request of a connection is completed: if it was for a stream, that ends.
    ///
    /// - Parameters:
    ///   - descriptor: The connection's.
    ///   - isTimeout: Whether nothing moved for too long.
    func endStream(of descriptor: Int32, isTimeout: Bool) {
        streams.removeValue(forKey: descriptor)?.end(isDropped: isTimeout)
    }

    /// Wakes the connections of streams that have something to send.
    private func resumeStreams() {
        guard !streams.isEmpty, milliseconds >= nextLook else { return }
        nextLook = milliseconds + Self.lookMilliseconds
        for stream in streams.values { stream.resumeIfDue() }
    }

    /// Wakes the connections of all streams: the library closes none that sleeps.
    func resumeAllStreams() {
        for stream in streams.values { stream.resume() }
    }

    /// Monotonic time since the server was made.
    private var milliseconds: UInt64 {
        UInt64((ContinuousClock.now - start) / .milliseconds(1))
    }
}
