// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// A client's connection and its other half, to the broker.
final class ProxiedLink: Sendable {
    private let client: Int32
    private let broker: Int32
    /// APIs of the requests whose answers have not come, by their numbers.
    private let asked = Mutex<[Int32: Int16]>([:])

    init(client: Int32, broker: Int32) {
        self.client = client
        self.broker = broker
    }

    deinit {
        close(client)
        close(broker)
    }

    /// The next whole request or answer; nil: that side has ended.
    func next(answers: Bool) -> (api: Int16, bytes: [UInt8])? {
        let socket = answers ? broker : client
        guard let head = LoopbackSocket.read(4, from: socket) else { return nil }
        let length = Int(number(head[...], Int32.self))
        guard length >= 4, let body = LoopbackSocket.read(length, from: socket) else { return nil }
        return (answers ? apiOfAnswer(body) : apiOfRequest(body), head + body)
    }

    /// Sends it on; false: the other side is gone.
    func pass(_ bytes: [UInt8], answers: Bool) -> Bool {
        LoopbackSocket.write(bytes, to: answers ? client : broker)
    }

    /// Sends something to the broker, whatever became of the client.
    func sendToBroker(_ bytes: [UInt8]) { _ = LoopbackSocket.write(bytes, to: broker) }

    /// One side has ended: so does the other.
    func end(answers: Bool) { shutdown(answers ? client : broker, Int32(SHUT_RDWR)) }

    /// Breaks both sides.
    func cut() {
        shutdown(client, Int32(SHUT_RDWR))
        shutdown(broker, Int32(SHUT_RDWR))
    }

    /// Breaks the client's side only.
    func cutClient() { shutdown(client, Int32(SHUT_RDWR)) }

    private func apiOfRequest(_ body: [UInt8]) -> Int16 {
        guard body.count >= 8 else { return -1 }
        let api = number(body[0..<2], Int16.self)
        asked.withLock { $0[number(body[4..<8], Int32.self)] = api }
        return api
    }

    private func apiOfAnswer(_ body: [UInt8]) -> Int16 {
        asked.withLock { $0.removeValue(forKey: number(body[0..<4], Int32.self)) } ?? -1
    }

    /// A number, its largest byte first.
    private func number<Number: FixedWidthInteger>(
        _ bytes: ArraySlice<UInt8>,
        _: Number.Type
    ) -> Number {
        bytes.reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }
}
