// SPDX-License-Identifier: Apache-2.0

import CMicroHTTPD
import Glibc

/// The owner of libmicrohttpd's daemon, used by one thread only.
///
/// The library polls when it is told to, on that thread: its own thread knows an idle timeout but
/// no deadline, and deadlines kept on another thread would need a lock around every connection.
@safe struct DaemonHandle: ~Copyable {
    /// Connections that the library may hold besides, while those that were cut for them are closed.
    private static let leavingLimit: UInt32 = 64

    private let daemon: OpaquePointer
    private let dispatcher: RequestDispatcher

    /// Starts serving on a socket; nil if the library is refused memory or descriptors.
    init?(
        _ configuration: HTTPConfiguration,
        socket: consuming ListeningSocket,
        dispatcher: RequestDispatcher
    ) {
        let descriptor = socket.give()
        func option(_ option: MHD_OPTION, _ value: some BinaryInteger) -> MHD_OptionItem {
            unsafe MHD_OptionItem(option: option, value: Int(value), ptr_value: nil)
        }
        let limits = unsafe [
            option(.LISTEN_SOCKET, descriptor),
            option(.CONNECTION_LIMIT, configuration.connectionLimit + Self.leavingLimit),
            option(.CONNECTION_MEMORY_LIMIT, configuration.connectionMemoryBytes),
            option(.CONNECTION_TIMEOUT, configuration.idleSeconds),
            // Requests that bend the standard are refused.
            option(.STRICT_FOR_CLIENT, 1),
            option(.SIGPIPE_HANDLED_BY_APP, 1),
            option(.END, 0),
        ]
        // Sound: the callbacks get the dispatcher unretained; this handle holds it until its
        // deinit, after which the library calls nothing.
        guard
            let started = unsafe streamgauge_mhd_start(
                MHD_USE_EPOLL.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue,
                dispatcher.credentials == nil ? nil : TLSCredentials.priorities,
                limits,
                acceptClient,
                receiveRequest,
                completeRequest,
                notifyConnection,
                leaveEscaped,
                Unmanaged.passUnretained(dispatcher).toOpaque()
            )
        else {
            close(descriptor)
            return nil
        }
        unsafe daemon = started
        self.dispatcher = dispatcher
    }

    /// Closes the socket and all connections; answers on their way are cut.
    deinit {
        dispatcher.resumeAllStreams()
        unsafe MHD_stop_daemon(daemon)
    }

    /// Serves what is ready, waits at most so long for it, and does what else is due.
    func poll(milliseconds: Int32) {
        _ = unsafe MHD_run_wait(daemon, milliseconds)
        dispatcher.look()
    }
}
