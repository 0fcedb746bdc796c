// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A socket that listens, closed with its owner unless given away.
struct ListeningSocket: ~Copyable {
    private let descriptor: Int32
    /// The port, chosen by the system if 0 was asked for.
    let port: UInt16

    /// Clients that wait while the server is at its limit of connections.
    private static let backlog: Int32 = 128

    /// Binds the first address of the host that this machine can have, and listens.
    init(host: String, port: UInt16) throws(HTTPServerError) {
        let address = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let status = unsafe getaddrinfo(host, String(port), &hints, &found)
        guard status == 0 else {
            let reason = unsafe String(cString: gai_strerror(status))
            throw HTTPServerError(code: .addressUnknown, address: address, reason: reason)
        }
        // Sound: the list is read before it is freed here.
        defer { unsafe freeaddrinfo(found) }
        switch unsafe Self.listen(onFirstOf: found) {
        case .success(let opened):
            descriptor = opened
            self.port = Self.port(of: opened) ?? port
        case .failure(let failure):
            throw HTTPServerError(systemError: failure.number, address: address)
        }
    }

    deinit { close(descriptor) }

    /// Gives the socket to somebody who will close it.
    consuming func give() -> Int32 {
        let given = descriptor
        discard self
        return given
    }

    private struct SystemError: Error { let number: Int32 }

    /// `localhost` may name an address family that this machine lacks; then the next one counts.
    private static func listen(
        onFirstOf list: UnsafeMutablePointer<addrinfo>?
    ) -> Result<Int32, SystemError> {
        var answer = Result<Int32, SystemError>.failure(SystemError(number: EADDRNOTAVAIL))
        var candidate = unsafe list
        while let next = unsafe candidate,
            case .failure(let failure) = answer,
            [EADDRNOTAVAIL, EAFNOSUPPORT].contains(failure.number)
        {
            unsafe answer = listen(on: next.pointee)
            unsafe candidate = next.pointee.ai_next
        }
        return answer
    }

    private static func listen(on address: addrinfo) -> Result<Int32, SystemError> {
        let flags = Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let kind = unsafe address.ai_socktype | flags
        let descriptor = unsafe socket(address.ai_family, kind, address.ai_protocol)
        guard descriptor >= 0 else { return .failure(SystemError(number: errno)) }
        // A restart takes the port again while old connections are still winding up.
        set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
        // `::` takes IPv4 too; meaningless, and refused, for IPv4 sockets.
        set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0)
        guard unsafe bind(descriptor, address.ai_addr, address.ai_addrlen) == 0,
            Glibc.listen(descriptor, backlog) == 0
        else {
            let failure = SystemError(number: errno)
            close(descriptor)
            return .failure(failure)
        }
        return .success(descriptor)
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        let size = socklen_t(MemoryLayout<Int32>.size)
        _ = unsafe setsockopt(descriptor, level, option, &value, size)
    }

    /// The port stands at the same place in addresses of both families.
    private static func port(of descriptor: Int32) -> UInt16? {
        var address = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &length)
            }
        }
        return status == 0 ? UInt16(bigEndian: address.sin6_port) : nil
    }
}
