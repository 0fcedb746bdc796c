// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct RequestDispatcherTests {
    private let address = ClientAddress(InlineArray(repeating: 1))

    @Test func `a request goes to its route, and what is not a stream has none to end`() throws {
        let configuration = HTTPConfiguration(host: "127.0.0.1", port: 0)
        let routes = RouteTable(["/text": FixedRoute(text: "hello")])
        let dispatcher = try RequestDispatcher(configuration, routes: routes)
        #expect(dispatcher.answer(HTTPRequest(path: "/text"), from: address).status == .ok)
        #expect(dispatcher.answer(HTTPRequest(path: "/none"), from: address).status == .notFound)
        dispatcher.restartDeadline(of: -1)
        dispatcher.endStream(of: -1, isTimeout: true)
        dispatcher.resumeAllStreams()
        dispatcher.removeDeadline(of: -1)
        dispatcher.look()
        #expect(dispatcher.bodyLimitBytes == configuration.bodyLimitBytes)
        #expect(dispatcher.credentials == nil)
    }

    @Test func `an answer that finds no room among those on their way is 503`() throws {
        var configuration = HTTPConfiguration(host: "127.0.0.1", port: 0)
        configuration.bodyBytesInFlight = 10_000
        let large = FixedRoute { _ in
            HTTPResponse(
                contentType: "text/plain",
                body: ResponseBody([UInt8](repeating: 1, count: 6_000))
            )
        }
        let counts = ServerCounts()
        let dispatcher = try RequestDispatcher(
            configuration,
            routes: RouteTable(["/large": large, "/small": FixedRoute(text: "hello")]),
            counts: counts
        )
        let first = dispatcher.answer(HTTPRequest(path: "/large"), from: address)
        var sent: SentBody? = SentBody(first.body, dispatcher)
        #expect(first.status == .ok && counts.bodyBytes == 6_000)
        let second = dispatcher.answer(HTTPRequest(path: "/large"), from: address)
        #expect(second.status == .serviceUnavailable)
        #expect(second.headers.contains { $0 == ("Retry-After", "1") })
        #expect(counts.refused(.memory) == 1)
        #expect(dispatcher.hasRoomForBodies)
        #expect(dispatcher.answer(HTTPRequest(path: "/small"), from: address).status == .ok)
        withExtendedLifetime(sent) {}
        sent = nil
        #expect(dispatcher.answer(HTTPRequest(path: "/large"), from: address).status == .ok)
        #expect(counts.bodyBytes == 0 && counts.bodyByteLimit == 10_000)
    }

    @Test func `each client above the limit is counted, and no more are cut than came`() throws {
        var configuration = HTTPConfiguration(host: "127.0.0.1", port: 0)
        configuration.connectionLimit = 2
        let counts = ServerCounts()
        let dispatcher = try RequestDispatcher(
            configuration,
            routes: RouteTable([:]),
            counts: counts
        )
        for descriptor in Int32(-4) ... -1 { dispatcher.connect(descriptor, from: address) }
        #expect(counts.connections == 4 && counts.refused(.connections) == 2)
        // Those that were cut are closed, and one of the others leaves: there is room again.
        for descriptor in Int32(-4) ... -2 { dispatcher.disconnect(descriptor, from: address, nil) }
        dispatcher.connect(-5, from: address)
        #expect(counts.connections == 2 && counts.refused(.connections) == 2)
        // Who waits for news owes nothing and stays.
        dispatcher.removeDeadline(of: -1)
        dispatcher.removeDeadline(of: -5)
        dispatcher.connect(-6, from: address)
        #expect(counts.connections == 3 && counts.refused(.connections) == 2)
    }

    @Test func `connections are counted by address`() throws {
        var configuration = HTTPConfiguration(host: "127.0.0.1", port: 0)
        configuration.connectionLimitPerAddress = 1
        let counts = ServerCounts()
        let dispatcher = try RequestDispatcher(
            configuration,
            routes: RouteTable([:]),
            counts: counts
        )
        #expect(dispatcher.accepts(address))
        dispatcher.connect(-1, from: address)
        #expect(!dispatcher.accepts(address))
        #expect(dispatcher.accepts(ClientAddress(InlineArray(repeating: 2))))
        #expect(counts.connections == 1 && counts.refused(.address) == 1)
        dispatcher.disconnect(-1, from: address, nil)
        #expect(dispatcher.accepts(address) && counts.connections == 0)
    }
}
