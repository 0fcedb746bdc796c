// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The socket of a service manager: a program tells it how it is.
public final class ServiceSocket: Sendable {
    struct Failure: Error { let code: Int32 }

    private let descriptor: Int32
    /// As `NOTIFY_SOCKET` names it.
    public let address: String

    /// Listens at a path, or at `@` and an abstract name.
    public init(address: String) throws {
        self.address = address
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array((address.hasPrefix("@") ? "\0" + address.dropFirst() : address).utf8)
        // Sound: the address is shorter than its place, and both live through the calls.
        unsafe withUnsafeMutableBytes(of: &target.sun_path) { place in
            unsafe place.copyBytes(from: bytes)
        }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let result = unsafe withUnsafePointer(to: &target) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, size)
            }
        }
        guard result == 0 else {
            close(descriptor)
            throw Failure(code: errno)
        }
    }

    deinit { close(descriptor) }

    /// The next message; nil: none came in time.
    public func next(withinMilliseconds limit: Int32) -> [String: String]? {
        var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&state, 1, limit) > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let size = bytes.count
        let count = unsafe recv(descriptor, &bytes, size, 0)
        guard count > 0 else { return nil }
        let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
        let pairs = lines.map { line in
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
        return Dictionary(pairs) { _, last in last }
    }

    /// Waits for a message with an assignment; nil: none came in time.
    public func await(_ name: String, limitMilliseconds: Int32 = 60_000) -> [String: String]? {
        while let message = next(withinMilliseconds: limitMilliseconds) {
            if message[name] != nil { return message }
        }
        return nil
    }
}
