// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Blocking sockets between programs of this machine.
enum LoopbackSocket {
    struct Failure: Error { let code: Int32 }

    /// Listens on a port.
    static func listen(port: UInt16) throws -> Int32 {
        let listener = try open()
        var isReused: Int32 = 1
        // Sound: the option is read within the call.
        unsafe setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &isReused, socklen_t(4))
        let isBound = unsafe withAddress(port) { address, size in
            unsafe Glibc.bind(listener, address, size) == 0
        }
        guard isBound, Glibc.listen(listener, 128) == 0 else { throw Failure(code: errno) }
        return listener
    }

    /// Connects to a port.
    static func connect(port: UInt16) throws -> Int32 {
        let socket = try open()
        let isConnected = unsafe withAddress(port) { address, size in
            unsafe Glibc.connect(socket, address, size) == 0
        }
        guard isConnected else {
            defer { close(socket) }
            throw Failure(code: errno)
        }
        return socket
    }

    /// Reads so many bytes; nil: they do not come.
    static func read(_ count: Int, from socket: Int32) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var position = 0
        while position < count {
            // Sound: at most what is left of the array.
            let read = unsafe bytes.withUnsafeMutableBytes { buffer in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[position...])
                return unsafe recv(socket, rest.baseAddress, rest.count, 0)
            }
            guard read > 0 else { return nil }
            position += read
        }
        return bytes
    }

    /// Writes bytes; false: nobody takes them.
    static func write(_ bytes: [UInt8], to socket: Int32) -> Bool {
        var position = 0
        while position < bytes.count {
            // Sound: at most what is left of the array.
            let written = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[position...])
                return unsafe send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            guard written > 0 else { return false }
            position += written
        }
        return true
    }

    private static func open() throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Failure(code: errno) }
        return socket
    }

    private static func withAddress(
        _ port: UInt16,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Bool
    ) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        // Sound: the structure is an IPv4 address and its size is given.
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe body(generic, size)
            }
        }
    }
}
