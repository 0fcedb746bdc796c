// SPDX-License-Identifier: Apache-2.0

import CCurl
import TestSupport
import Testing

@testable import Sinks

struct CurlHandleTests {
    @Test(arguments: [(1_000, 7, true), (4, 4, true), (4, 6, false)])
    func `a body is kept in part, and not read beyond its limit`(
        keptBytes: Int,
        limitBytes: Int,
        isWhole: Bool
    ) throws {
        let text = isWhole ? String("stout!!".prefix(limitBytes)) : "stout!!"
        let server = try ScriptedServer([.answer(418, text)])
        defer { server.stop() }
        guard let handle = CurlHandle() else {
            Issue.record("there is no memory for a handle")
            return
        }
        handle.set(CURLOPT_URL, "http://127.0.0.1:\(server.port)/a")
        handle.set(body: [])
        let exchange = handle.perform(
            headers: ["X-One: 1"],
            keptBytes: keptBytes,
            limitBytes: limitBytes
        )
        #expect(exchange.status == 418)
        #expect(exchange.code == (isWhole ? CURLE_OK : CURLE_WRITE_ERROR))
        #expect(exchange.body == Array(text.utf8.prefix(keptBytes)))
        #expect(server.requests.map { $0.headers["x-one"] } == ["1"])
    }
}
