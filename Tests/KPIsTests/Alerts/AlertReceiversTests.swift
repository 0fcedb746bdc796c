// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct AlertReceiversTests {
    private let receivers = AlertReceivers()

    private func change(_ number: Int) -> AlertChange {
        AlertChange(
            name: "a",
            status: .firing,
            severity: .warn,
            kpi: "a",
            dimensions: [],
            window: "1m",
            since: Int64(number),
            key: "k",
            json: []
        )
    }

    private func arrive(_ numbers: Range<Int>) { receivers.arrive(numbers.map(change)) }

    private func next(_ name: String) -> String? {
        receivers.next(for: name).map { "\($0.position): \($0.change.since)" }
    }

    @Test func `each receiver is told each change in order, at its own pace`() {
        receivers.register(["a", "b"])
        arrive(1..<4)
        #expect(next("a") == "1: 1" && next("a") == "1: 1")
        receivers.tell("a", upTo: 1)
        #expect(next("a") == "2: 2" && next("b") == "1: 1")
        receivers.tell("a", upTo: 3)
        #expect(next("a") == nil && receivers.queue(of: "a") == (0, 0))
        #expect(receivers.queue(of: "b") == (3, 0))
        arrive(4..<5)
        #expect(next("a") == "4: 4" && next("b") == "1: 1")
        #expect(next("nobody") == nil)
    }

    @Test func `changes wait only where somebody is told, and up to a limit`() {
        arrive(1..<10)
        receivers.register(["a"])
        #expect(next("a") == nil)
        let most = AlertReceivers.mostWaiting
        arrive(10..<(most + 13))
        #expect(receivers.queue(of: "a").waiting == most)
        #expect(next("a") == "13: 13")
        #expect(receivers.queue(of: "a") == (most, 3))
        receivers.tell("a", upTo: 13)
        #expect(next("a") == "14: 14" && receivers.queue(of: "a") == (most - 1, 3))
    }

    @Test func `after a start each goes on where it was, and who is new with the next`() {
        receivers.restore(positions: ["a": 7, "gone": 2], changes: (6..<10).map(change), count: 9)
        receivers.register(["a", "new"])
        #expect(receivers.positions == ["a": 7, "new": 9])
        #expect(next("a") == "8: 8" && next("new") == nil)
        arrive(10..<11)
        #expect(next("new") == "10: 10")
        receivers.tell("a", upTo: 8)
        #expect(next("a") == "9: 9")
    }

    @Test func `what is no longer stored when it is to be told is lost, and counted`() {
        receivers.restore(positions: ["a": 2], changes: (6..<10).map(change), count: 9)
        receivers.register(["a"])
        #expect(next("a") == "6: 6" && receivers.queue(of: "a") == (4, 3))
    }

    @Test func `a position of the future is that of now`() {
        receivers.restore(positions: ["a": 20], changes: [], count: 9)
        receivers.register(["a"])
        arrive(10..<11)
        #expect(next("a") == "10: 10")
    }

    @Test func `how it goes is shown by name`() {
        receivers.show(.init(name: "b", limit: 1))
        receivers.show(.init(name: "a", limit: 1))
        receivers.show(.init(name: "b", limit: 2))
        #expect(receivers.statuses.map { "\($0.name) \($0.limit)" } == ["a 1", "b 2"])
    }
}
