// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A TCP connection that never blocks.
@safe final class BrokerSocket {
    /// For `poll(2)`.
    let descriptor: Int32

    /// Begins to connect; `isConnected` tells when it is done.
    ///
    /// - Parameters:
    ///   - host: a name or an address; a name may have several addresses.
    ///   - port: where it listens.
    ///   - family: of addresses, as `getaddrinfo` calls it.
    ///   - turn: counts tries: each begins with the next address, since a failure comes later.
    /// - Throws: `.unresolvedHost`, `.connectionFailed`.
    init(host: String, port: Int32, family: Int32, turn: Int) throws(KafkaError) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = family
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, "\(port)", &hints, &list) == 0, let first = unsafe list
        else {
            throw KafkaError(code: .unresolvedHost, subject: "broker \(host):\(port)", detail: "")
        }
        defer { unsafe freeaddrinfo(first) }
        var addresses: [UnsafeMutablePointer<addrinfo>] = unsafe []
        var next: UnsafeMutablePointer<addrinfo>? = unsafe first
        while let address = unsafe next {
            unsafe addresses.append(address)
            unsafe next = address.pointee.ai_next
        }
        let count = unsafe addresses.count
        var made: Int32?
        for place in 0..<count where made == nil {
            made = unsafe Self.begin(addresses[(turn + place) % count].pointee)
        }
        guard let made else {
            let subject = "broker \(host):\(port)"
            throw KafkaError(code: .connectionFailed, subject: subject, detail: "")
        }
        descriptor = made
        var on: Int32 = 1
        _ = unsafe setsockopt(made, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
        _ = unsafe setsockopt(made, SOL_SOCKET, SO_KEEPALIVE, &on, 4)
    }

    /// A socket that connects to an address; nil: it is refused at once.
    private static func begin(_ address: addrinfo) -> Int32? {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let made = unsafe socket(address.ai_family, kind, 0)
        guard made >= 0 else { return nil }
        let result = unsafe connect(made, address.ai_addr, address.ai_addrlen)
        if result == 0 || errno == EINPROGRESS { return made }
        close(made)
        return nil
    }

    deinit { close(descriptor) }

    /// Whether the connection stands; nil: it is being made; false: it failed.
    var isConnected: Bool? {
        var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard unsafe poll(&state, 1, 0) > 0 else { return nil }
        var failure: Int32 = 0
        var size = socklen_t(4)
        let found = unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &size)
        return found == 0 && failure == 0
    }

    /// Sends what goes out at once.
    ///
    /// - Returns: how many bytes went; nil: the connection is gone.
    func send(_ bytes: ArraySlice<UInt8>) -> Int? {
        let sent = unsafe bytes.withUnsafeBytes { buffer in
            unsafe Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
        }
        if sent >= 0 { return sent }
        return errno == EAGAIN || errno == EINTR ? 0 : nil
    }

    /// Takes what has come.
    ///
    /// - Returns: how many bytes came; nil: the connection is gone.
    func receive(into target: UnsafeMutablePointer<UInt8>, count: Int) -> Int? {
        let taken = unsafe recv(descriptor, target, count, 0)
        if taken > 0 { return taken }
        if taken == 0 { return nil }
        return errno == EAGAIN || errno == EINTR ? 0 : nil
    }
}
