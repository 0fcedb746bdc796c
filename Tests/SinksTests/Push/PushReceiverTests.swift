// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Sinks

struct PushReceiverTests {
    private let path = FileManager.default.temporaryDirectory
        .appendingPathComponent("streamgauge-receiver-\(UUID().uuidString)").path

    private func request(
        _ credentials: PushReceiver.Credentials,
        secret: String
    ) throws -> PushRequest {
        try Data(secret.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let receiver = PushReceiver(
            kind: .webhook,
            url: "http://h",
            name: "webhook/h",
            credentials: credentials
        )
        return try receiver.request([1], seconds: 5)
    }

    @Test func `each kind of credentials stands where it belongs`() throws {
        #expect(try request(.none, secret: "").headers.count == 2)
        let basic = try request(.password(user: "u", file: path), secret: "p\n")
        #expect(basic.user?.name == "u" && basic.user?.password == "p")
        #expect(basic.headers.count == 2)
        let token = try request(.token(file: path), secret: "abc\n")
        #expect(token.headers.last?.value == "Bearer abc")
        let signed = try request(.signature(file: path), secret: "abc")
        #expect(signed.headers.last?.name == "Streamgauge-Signature")
        #expect(signed.headers.last?.value.hasPrefix("t=5,v1=") == true)
    }

    @Test func `a secret that changes counts from the next request on`() throws {
        let signatures = try ["a", "b", "a"].map {
            try request(.signature(file: path), secret: $0).headers.last?.value
        }
        #expect(signatures[0] == signatures[2] && signatures[0] != signatures[1])
    }

    @Test func `without its secret nothing is sent`() {
        var line = ReceiverLine(
            PushReceiver(
                kind: .webhook,
                url: "http://h",
                name: "webhook/h",
                credentials: .signature(file: "/nowhere/secret")
            )
        )
        let moment = ReceiverMoment(now: 0, wall: 0, random: 1)
        let (verdict, notice) = line.post([], at: moment) { _ in
            Issue.record("it is sent all the same")
            return .status(200, excerpt: "")
        }
        #expect(verdict == .failed && !line.isOpen(at: 999) && line.isOpen(at: 1_000))
        #expect(notice?.text == "the file /nowhere/secret cannot be opened")
    }
}
