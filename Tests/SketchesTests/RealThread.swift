// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// A thread of the operating system that owns one noncopyable value; a pool could starve one end.
final class RealThread<Value: ~Copyable & Sendable>: @unchecked Sendable {
    // Single writer: `value` is taken by the new thread only, `identity` is used by the maker only.
    private let value: Mutex<Value?>
    private let body: @Sendable (consuming Value) -> Void
    private var identity = pthread_t()

    init(_ value: consuming sending Value, _ body: @escaping @Sendable (consuming Value) -> Void) {
        self.value = Mutex(value)
        self.body = body
        let box = unsafe Unmanaged.passRetained(Run { [self] in run() }).toOpaque()
        let code = unsafe pthread_create(&identity, nil, { unsafe start($0) }, box)
        precondition(code == 0, "A test needs a thread.")
    }

    func join() { pthread_join(identity, nil) }

    private func run() {
        let taken = value.withLock { $0.take() }
        if let taken { body(taken) }
    }
}

private final class Run {
    let body: () -> Void

    init(_ body: @escaping () -> Void) { self.body = body }
}

private func start(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let box = unsafe box {
        unsafe Unmanaged<Run>.fromOpaque(box).takeRetainedValue().body()
    }
    return nil
}
