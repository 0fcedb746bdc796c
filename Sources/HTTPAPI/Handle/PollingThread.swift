// SPDX-License-Identifier: Apache-2.0

import CPlatform
import Glibc

/// The thread that serves all clients of one server.
final class PollingThread: Sendable {
    private let stopping: OneWayFlag
    private let identifier: pthread_t

    /// How soon a stop is noticed at the latest, and how exact deadlines are.
    private static let pollMilliseconds: Int32 = 100

    /// Starts the thread; nil if the system has none to give.
    init?(daemon: consuming DaemonHandle) {
        let stopping = OneWayFlag()
        let work = Work(daemon: daemon, stopping: stopping)
        var identifier = pthread_t()
        // Sound: the thread takes over the reference; without a thread it is given back here.
        let context = unsafe Unmanaged.passRetained(work)
        let status = unsafe pthread_create(&identifier, nil, serve, context.toOpaque())
        guard status == 0 else {
            unsafe context.release()
            return nil
        }
        self.stopping = stopping
        self.identifier = identifier
    }

    /// Ends the thread and waits for it; call it once.
    func stop() {
        stopping.raise()
        pthread_join(identifier, nil)
    }

    /// What the thread owns: with it goes the daemon.
    // Sendable: made on one thread, then used by the polling thread alone.
    fileprivate final class Work: @unchecked Sendable {
        private let daemon: DaemonHandle
        private let stopping: OneWayFlag

        init(daemon: consuming DaemonHandle, stopping: OneWayFlag) {
            self.daemon = daemon
            self.stopping = stopping
        }

        func run() {
            unsafe sg_set_thread_name("sg-http")
            blockBrokenPipe()
            while !stopping.isRaised { daemon.poll(milliseconds: PollingThread.pollMilliseconds) }
        }

        /// A client that leaves early is an error of one `send`, not a signal to the process.
        private func blockBrokenPipe() {
            var signals = sigset_t()
            unsafe sigemptyset(&signals)
            unsafe sigaddset(&signals, SIGPIPE)
            unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        }
    }
}

private func serve(context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context = unsafe context else { return nil }
    unsafe Unmanaged<PollingThread.Work>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
