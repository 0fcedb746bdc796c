// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct RequestDispatcherTests {
    @Test func `a request goes to its route, and what is not a stream has none to end`() {
        let configuration = HTTPConfiguration(host: "127.0.0.1", port: 0)
        let routes = RouteTable(["/text": FixedRoute(text: "hello")])
        let dispatcher = RequestDispatcher(configuration, routes: routes)
        #expect(dispatcher.answer(HTTPRequest(path: "/text")).status == .ok)
        #expect(dispatcher.answer(HTTPRequest(path: "/none")).status == .notFound)
        dispatcher.restartDeadline(of: -1)
        dispatcher.endStream(of: -1, isTimeout: true)
        dispatcher.resumeStreams()
        dispatcher.resumeAllStreams()
        dispatcher.removeDeadline(of: -1)
        dispatcher.cutOverdue()
        #expect(dispatcher.bodyLimitBytes == configuration.bodyLimitBytes)
    }
}
