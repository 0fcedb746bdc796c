// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import Kafka

struct BrokerSocketTests {
    /// Whether a connection comes about, however long that takes.
    private func connects(_ port: Int32, _ family: Int32, _ turn: Int) throws -> Bool {
        let socket = try BrokerSocket(host: "localhost", port: port, family: family, turn: turn)
        while true {
            if let isConnected = socket.isConnected { return isConnected }
            usleep(1_000)
        }
    }

    @Test func `each try begins with the next address of a host`() throws {
        // It listens on the address of version 4 only.
        let mock = try MockCluster()
        let address = mock.bootstrapServers.split(separator: ":")
        let port = try #require(address.last.flatMap { Int32($0) })
        let turns = try (0..<2).map { try connects(port, AF_UNSPEC, $0) }
        #expect(turns.contains(true))
        let own = try (0..<2).map { try connects(port, AF_INET, $0) }
        #expect(own == [true, true])
    }
}
