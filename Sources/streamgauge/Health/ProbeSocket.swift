// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A connection that asks one question and reads the answer, blocking, with a limit of time.
struct ProbeSocket: ~Copyable {
    /// How long each wait may last, s.
    private static let patience = 3
    /// Bytes of an answer that are read.
    private static let limit = 65_536

    private let descriptor: Int32

    /// Connects; nil: nobody listens there.
    init?(host: String, port: UInt16) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_NUMERICSERV
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, String(port), &hints, &found) == 0 else { return nil }
        // Sound: the list is read before it is freed here.
        defer { unsafe freeaddrinfo(found) }
        var next = unsafe found
        while let address = unsafe next {
            if let opened = unsafe Self.connect(to: address.pointee) {
                descriptor = opened
                return
            }
            unsafe next = address.pointee.ai_next
        }
        return nil
    }

    deinit { close(descriptor) }

    /// Sends a request and reads until the other side closes, or time or room is over.
    func answer(to request: String) -> String? {
        let bytes = Array(request.utf8)
        // Sound: the pointers do not leave the calls, whose counts are those of the arrays.
        guard unsafe send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
        else { return nil }
        var text: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4_096)
        while text.count < Self.limit {
            let size = block.count
            let count = unsafe recv(descriptor, &block, size, 0)
            guard count > 0 else { break }
            text += block[..<count]
        }
        return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
    }

    private static func connect(to address: addrinfo) -> Int32? {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let opened = unsafe socket(address.ai_family, kind, 0)
        guard opened >= 0 else { return nil }
        var limit = timeval(tv_sec: patience, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = unsafe setsockopt(opened, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        _ = unsafe setsockopt(opened, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        guard unsafe Glibc.connect(opened, address.ai_addr, address.ai_addrlen) == 0 else {
            close(opened)
            return nil
        }
        return opened
    }
}
