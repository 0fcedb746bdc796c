// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct HTTPRequestTests {
    @Test func `the fields that routes look at are kept, whatever their case`() {
        var request = HTTPRequest(path: "/")
        request.add(field: "ACCEPT", "text/plain")
        request.add(field: "accept-Encoding", "gzip")
        request.add(field: "If-None-Match", "\"a\"")
        request.add(field: "Last-Event-ID", "b-1")
        request.add(field: "Cookie", "secret")
        #expect(request.accept == "text/plain")
        #expect(request.acceptEncoding == "gzip")
        #expect(request.ifNoneMatch == "\"a\"")
        #expect(request.lastEventID == "b-1")
    }

    @Test func `a field that comes again is joined by a comma`() {
        var request = HTTPRequest(path: "/")
        request.add(field: "If-None-Match", "\"a\"")
        request.add(field: "If-None-Match", "\"b\"")
        #expect(request.ifNoneMatch == "\"a\", \"b\"")
    }
}
