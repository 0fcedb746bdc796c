// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct ListeningSocketTests {
    @Test(arguments: ["127.0.0.1", "0.0.0.0", "localhost"])
    func `port 0 becomes the port that the system chose`(host: String) throws {
        let socket = try ListeningSocket(host: host, port: 0)
        let port = socket.port
        #expect(port > 0)
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1:0"), ("2001:db8::1", "[2001:db8::1]:0"), ("a b", "a b:0"),
    ])
    func `an address of nobody here is refused by name`(host: String, written: String) {
        let failure = #expect(throws: HTTPServerError.self) {
            _ = try ListeningSocket(host: host, port: 0)
        }
        #expect(failure?.code == .addressUnknown)
        #expect(failure?.address == written)
    }

    @Test func `the port is free again when the owner is gone`() throws {
        func open(_ port: UInt16) throws -> UInt16 {
            try ListeningSocket(host: "127.0.0.1", port: port).port
        }
        let port = try open(0)
        #expect(try open(port) == port)
    }
}
