// SPDX-License-Identifier: Apache-2.0

import CMicroHTTPD

/// A connection to which a stream is sent; while there is nothing to send, the library leaves it
/// alone.
///
/// Used by the polling thread alone.
@safe final class OpenStream {
    /// The connection's socket.
    let descriptor: Int32
    /// Whether the client took too long to read.
    var isOverdue = false
    // Sound: the library keeps the connection until it has told that the request is completed,
    // after which nobody uses this any more.
    private let connection: OpaquePointer
    private let stream: any ResponseStream
    // Unowned by contract: the dispatcher outlives the daemon, and that all connections.
    private unowned let dispatcher: RequestDispatcher
    private var sent: SentBody?
    private var position = 0
    private var isSuspended = false
    private var isFinished = false

    init(
        _ stream: any ResponseStream,
        connection: OpaquePointer,
        descriptor: Int32,
        dispatcher: RequestDispatcher
    ) {
        self.stream = stream
        unsafe self.connection = connection
        self.descriptor = descriptor
        self.dispatcher = dispatcher
    }

    /// The stream is going to be sent.
    func begin() { stream.begin() }

    /// The request is completed.
    func end(isDropped: Bool) { stream.end(isDropped: isDropped || isOverdue) }

    /// Copies what is to be sent into the library's block; called when what was copied before is
    /// with the kernel.
    ///
    /// - Returns: Bytes copied; 0: there is nothing now, and the connection sleeps; -1: nothing comes
    ///   any more.
    func read(into block: UnsafeMutableRawBufferPointer) -> Int {
        guard !isFinished else { return -1 }
        if sent == nil, dispatcher.hasRoomForBodies { take(stream.next()) }
        guard let body = sent?.body else {
            // A client that waits for news owes nothing.
            dispatcher.removeDeadline(of: descriptor)
            isSuspended = true
            unsafe MHD_suspend_connection(connection)
            return 0
        }
        let count = unsafe body.copy(from: position, into: block)
        position += count
        if position == body.bytes.count { sent = nil }
        return count
    }

    /// Wakes the connection if there is something to send.
    func resumeIfDue() {
        guard isSuspended, dispatcher.hasRoomForBodies, let next = stream.next() else { return }
        take(next)
        resume()
    }

    /// Ends the stream; its client may come again.
    func finish() {
        isFinished = true
        resume()
    }

    /// Wakes the connection, so that it can be closed.
    func resume() {
        guard isSuspended else { return }
        isSuspended = false
        unsafe MHD_resume_connection(connection)
    }

    private func take(_ next: ResponseBody?) {
        sent = next.map { SentBody($0, dispatcher) }
        position = 0
        // Whoever has read all that was sent before has its time anew.
        if next != nil { dispatcher.restartDeadline(of: descriptor) }
    }
}
