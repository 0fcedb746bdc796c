// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import streamgauge

/// What a service manager hears.
struct ServiceLinkTests {
    private let supervisor: ServiceSocket

    init() throws { supervisor = try ServiceSocket(address: "@streamgauge-\(UUID().uuidString)") }

    /// A link whose watchdog barks after 10 s.
    private func link() -> ServiceLink {
        let environment = ["NOTIFY_SOCKET": supervisor.address, "WATCHDOG_USEC": "10000000"]
        return ServiceLink(environment, processID: 7)
    }

    /// Everything that was sent by now: datagrams of one machine do not linger.
    private func heard() -> [[String: String]] {
        var messages: [[String: String]] = []
        while let next = supervisor.next(withinMilliseconds: 0) { messages.append(next) }
        return messages
    }

    @Test func `it is ready once, and fed from then on`() {
        var link = link()
        link.live(at: 0)
        #expect(heard().isEmpty, "before the start is over nobody waits for a sign of life")
        link.ready("reads", at: 0)
        #expect(
            heard() == [
                ["READY": "1", "STATUS": "reads"], ["WATCHDOG_USEC": "10000000", "WATCHDOG": "1"],
            ]
        )
        link.ready("reads on", at: 6_000)
        #expect(heard() == [["STATUS": "reads on"]])
    }

    @Test func `a thread that stops is not covered up, one that goes on is heard again`() {
        var link = link()
        link.ready("reads", at: 0)
        _ = heard()
        link.live(at: 2_500, silences: [0.1, 5.0])
        #expect(heard() == [["WATCHDOG": "1"]])
        for second in 3...60 { link.live(at: Int64(second) * 1_000, silences: [0.1, 5.1]) }
        #expect(heard().isEmpty)
        link.live(at: 61_000, silences: [0.1, 0.2])
        #expect(heard() == [["WATCHDOG": "1"]])
    }

    @Test func `a start that goes on gets more time, now and then`() {
        var link = link()
        for second in 0..<10 { link.starting("waits for a broker", at: Int64(second) * 1_000) }
        #expect(
            heard() == [
                ["STATUS": "waits for a broker"], ["EXTEND_TIMEOUT_USEC": "90000000"],
                ["EXTEND_TIMEOUT_USEC": "90000000"],
            ]
        )
    }

    @Test func `a wait after the start is a sign of life`() {
        var link = link()
        link.ready("stands by", at: 0)
        _ = heard()
        link.starting("waits for a broker", at: 5_000)
        #expect(heard() == [["STATUS": "waits for a broker"], ["WATCHDOG": "1"]])
    }

    @Test func `a standby that takes over may be silent for longer, until it reads`() {
        var link = link()
        link.ready("stands by", at: 0)
        _ = heard()
        link.takingOver(at: 1_000)
        #expect(heard() == [["WATCHDOG_USEC": "600000000", "WATCHDOG": "1"]])
        // Its threads came by, the main thread feeds again.
        link.live(at: 400_000, silences: [0, 0])
        #expect(heard() == [["WATCHDOG_USEC": "10000000", "WATCHDOG": "1"]])
        link.live(at: 403_000, silences: [0, 0])
        #expect(heard() == [["WATCHDOG": "1"]])
    }

    @Test func `a start that takes over gets the time for it`() {
        var link = link()
        link.takingOver(at: 0)
        #expect(heard() == [["STATUS": "takes over"], ["EXTEND_TIMEOUT_USEC": "600000000"]])
        link.ready("reads", at: 300_000)
        #expect(
            heard() == [
                ["READY": "1", "STATUS": "reads"], ["WATCHDOG_USEC": "10000000", "WATCHDOG": "1"],
            ]
        )
    }

    @Test func `a reload is told with its time, but not before the start is over`() {
        var link = link()
        link.reloading(at: 1)
        link.reloaded()
        #expect(heard().isEmpty)
        link.ready("reads", at: 0)
        _ = heard()
        link.reloading(at: 5_000)
        link.reloaded()
        #expect(
            heard() == [
                ["RELOADING": "1", "MONOTONIC_USEC": "5001000"], ["READY": "1", "STATUS": "reads"],
            ]
        )
    }

    @Test func `a status is told when it changes, not more often than every 5 s, in one line`() {
        var link = link()
        link.report("a\nb", at: 0)
        link.report("a\nb", at: 6_000)
        link.report("c", at: 6_001)
        link.report("d", at: 11_000)
        link.report("e", at: 11_001)
        #expect(heard() == [["STATUS": "a b"], ["STATUS": "c"], ["STATUS": "e"]])
        link.stopping("told to")
        #expect(heard() == [["STOPPING": "1", "STATUS": "told to"]])
    }

    @Test func `without a service manager nothing is sent`() {
        var link = ServiceLink([:], processID: 7)
        link.ready("reads", at: 0)
        link.live(at: 60_000)
        #expect(link.isReady && heard().isEmpty)
    }
}
