// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Serves routes over HTTP/1.1 on a thread of its own.
///
/// Clients share the thread: a slow one waits in the kernel's buffers, not in a route. How many
/// there can be, how much they may send and how long they may take is limited by the
/// configuration.
public final class HTTPServer: Sendable {
    /// The port it listens on.
    public let port: UInt16
    private let thread: Mutex<PollingThread?>

    /// Listens and serves.
    ///
    /// - Parameters:
    ///   - configuration: Where to listen, and the limits.
    ///   - routes: What to serve.
    ///   - counts: Gets what is counted of clients.
    ///   - notice: Is told, on the server's thread, when a file of a token or a certificate was read
    ///     anew or could not be.
    /// - Throws: `HTTPServerError` when it cannot listen there, or not with the files.
    public init(
        _ configuration: HTTPConfiguration,
        routes: RouteTable,
        counts: ServerCounts = ServerCounts(),
        notice: @escaping @Sendable (FileNotice) -> Void = { _ in }
    ) throws(HTTPServerError) {
        let dispatcher = try RequestDispatcher(
            configuration,
            routes: routes,
            counts: counts,
            notice: notice
        )
        let socket = try ListeningSocket(host: configuration.host, port: configuration.port)
        let port = socket.port
        guard
            let daemon = DaemonHandle(configuration, socket: socket, dispatcher: dispatcher),
            let started = PollingThread(daemon: daemon)
        else {
            throw HTTPServerError(
                code: .systemRefused,
                address: "\(configuration.host):\(port)",
                reason: "no memory, descriptors or threads left"
            )
        }
        self.port = port
        thread = Mutex(started)
    }

    deinit { stop() }

    /// Closes the socket and all connections; answers on their way are cut.
    ///
    /// Any thread but the server's own; again does nothing. Returns when the thread has ended,
    /// which takes at most a tenth of a second and the answer that is being made.
    public func stop() {
        thread.withLock { $0.take() }?.stop()
    }
}
