// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Ports of loopback that nobody listens on.
public enum FreePorts {
    struct NoneFree: Error {}

    /// Asks the system for ports and gives them back, so that a broker can take them.
    ///
    /// - Parameter count: all are held until the last is found, so they differ.
    /// - Returns: ports that were free a moment ago.
    /// - Throws: when the system has none.
    public static func take(_ count: Int) throws -> [UInt16] {
        var sockets: [Int32] = []
        defer { for socket in sockets { close(socket) } }
        return try (0..<count).map { _ in
            let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            guard listener >= 0 else { throw NoneFree() }
            sockets.append(listener)
            return try bind(listener)
        }
    }

    private static func bind(_ listener: Int32) throws -> UInt16 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        // Sound: the structure is an IPv4 address and its size is given.
        let done = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe Glibc.bind(listener, generic, size) == 0
                    && getsockname(listener, generic, &size) == 0
            }
        }
        guard done else { throw NoneFree() }
        return UInt16(bigEndian: address.sin_port)
    }
}
