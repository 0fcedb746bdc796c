// SPDX-License-Identifier: Apache-2.0

import CPlatform
import Glibc

/// A named operating-system thread that runs one function.
///
/// The data plane blocks in the client library and in waits, which the cooperative pool must not.
public final class PipelineThread: Sendable {
    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    // Written once in `init`; `pthread_t` is a plain number on Linux.
    private let thread: pthread_t

    /// Starts a thread.
    ///
    /// - Parameters:
    ///   - name: shown by the operating system's tools, at most 15 bytes.
    ///   - run: what the thread does; it ends when this returns.
    public init(name: String, run: @escaping @Sendable () -> Void) {
        let body = unsafe Unmanaged.passRetained(Body(name: name, run: run))
        var thread = pthread_t()
        let failure = unsafe pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let body = unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                unsafe body.name.withCString { unsafe sg_set_thread_name($0) }
                body.run()
                return nil
            },
            unsafe body.toOpaque()
        )
        precondition(failure == 0, "the system has no room for another thread")
        self.thread = thread
    }

    /// Lets the thread go: nobody will wait for its end.
    ///
    /// Call once, instead of `join`.
    public func detach() { pthread_detach(thread) }

    /// Waits until the thread has ended.
    ///
    /// Call once.
    public func join() { pthread_join(thread, nil) }
}
