// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import streamgauge

struct NotifySocketTests {
    @Test func `a path is reached, and an abstract name`() throws {
        let folder = try TemporaryFolder()
        for address in [folder.path("notify"), "@streamgauge-\(UUID().uuidString)"] {
            let supervisor = try ServiceSocket(address: address)
            let socket = try #require(NotifySocket(["NOTIFY_SOCKET": address]))
            #expect(socket.send([("READY", "1"), ("STATUS", "a=b")]) == 0)
            let message = supervisor.next(withinMilliseconds: 1_000)
            #expect(message == ["READY": "1", "STATUS": "a=b"], "\(address)")
        }
    }

    @Test(arguments: ["", "relative", "vsock:2:1"])
    func `an address of another kind is none`(address: String) {
        #expect(NotifySocket(["NOTIFY_SOCKET": address]) == nil)
        #expect(NotifySocket([:]) == nil)
    }

    @Test func `a message that cannot be sent is an error's number, and nothing more`() throws {
        let nobody = try #require(NotifySocket(["NOTIFY_SOCKET": "/nobody/listens"]))
        #expect(nobody.send([("READY", "1")]) == ENOENT)
        let long = "/" + String(repeating: "a", count: 200)
        let endless = try #require(NotifySocket(["NOTIFY_SOCKET": long]))
        #expect(endless.send([("READY", "1")]) == EINVAL)
    }
}
