// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What the callbacks of one server work on.
// Sendable: made on one thread, then used by the server's polling thread alone.
final class RequestDispatcher: @unchecked Sendable {
    let bodyLimitBytes: UInt32
    private let routes: RouteTable
    private var deadlines: AnswerDeadlines
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
            shutdown(descriptor, Int32(SHUT_RDWR))
        }
    }

    /// Monotonic time since the server was made.
    private var milliseconds: UInt64 {
        UInt64((ContinuousClock.now - start) / .milliseconds(1))
    }
}
