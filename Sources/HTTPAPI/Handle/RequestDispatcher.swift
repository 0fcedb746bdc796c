// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What the callbacks of one server work on.
// Sendable: made on one thread, then used by the server's polling thread alone.
final class RequestDispatcher: @unchecked Sendable {
    let bodyLimitBytes: UInt32
    private let routes: RouteTable
    private var deadlines: AnswerDeadlines
    /// By descriptor.
    private var streams: [Int32: OpenStream] = [:]
    private var nextLook: UInt64 = 0

    /// How often streams are asked for news at most, ms.
    private static let lookMilliseconds: UInt64 = 20
    private let start = ContinuousClock.now

    init(_ configuration: HTTPConfiguration, routes: RouteTable) {
        bodyLimitBytes = configuration.bodyLimitBytes
        self.routes = routes
        deadlines = AnswerDeadlines(limitMilliseconds: configuration.answerMilliseconds)
    }

    /// Answers a request that has been read.
    func answer(_ request: HTTPRequest) -> HTTPResponse { routes.answer(request) }

    /// Gives a connection its time for the next answer.
    func restartDeadline(of descriptor: Int32) {
        deadlines.restart(descriptor, at: milliseconds)
    }

    /// Forgets a connection, before its descriptor is closed.
    func removeDeadline(of descriptor: Int32) { deadlines.remove(descriptor) }

    /// Shuts down the connections that took too long; the library then finds them closed.
    func cutOverdue() {
        for descriptor in deadlines.takeOverdue(at: milliseconds) {
            streams[descriptor]?.isOverdue = true
            shutdown(descriptor, Int32(SHUT_RDWR))
        }
    }

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
    func resumeStreams() {
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
