// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import KPIs
import Synchronization
import TestSupport
import Testing

@testable import Sinks

struct AlertPushTests {
    /// Threads, a clock that only sleeping moves, and a count of commits.
    private final class Bench: Sendable {
        let commits = Mutex<UInt64?>(0)
        let clock = Atomic<Int64>(0)
        let ended = DispatchSemaphore(value: 0)

        var surroundings: AlertPush.Surroundings {
            AlertPush.Surroundings(
                monotonic: { self.clock.load(ordering: .relaxed) },
                wall: { self.clock.load(ordering: .relaxed) },
                sleep: { _ in
                    self.clock.wrappingAdd(1, ordering: .relaxed)
                    DispatchSemaphore(value: 0).waitShortly()
                },
                start: { _, body in
                    // A queue has few threads, and these bodies keep theirs.
                    Thread.detachNewThread {
                        body()
                        self.ended.signal()
                    }
                },
                commits: { self.commits.withLock { $0 } }
            )
        }
    }

    private func receiver(_ kind: PushReceiver.Kind, _ port: UInt16) -> PushReceiver {
        PushReceiver(
            kind: kind,
            url: "http://127.0.0.1:\(port)",
            name: "\(kind.rawValue)/\(port)",
            credentials: .none
        )
    }

    private func push(
        _ receivers: [PushReceiver],
        _ fixture: AlertFixture,
        _ bench: Bench
    ) -> AlertPush {
        AlertPush(
            receivers,
            of: fixture.log,
            origin: .init(
                application: "shop",
                generation: 7,
                address: nil,
                // The clock of these tests runs as fast as threads sleep.
                leaseMilliseconds: 1 << 60
            ),
            surroundings: bench.surroundings
        )
    }

    private func wait(_ condition: () -> Bool) -> Bool {
        for _ in 0..<6_000 {
            if condition() { return true }
            DispatchSemaphore(value: 0).waitShortly()
        }
        return false
    }

    @Test func `each receiver is told by itself, once a commit has arrived`() throws {
        let (first, second) = (try ScriptedServer(), try ScriptedServer())
        defer { [first, second].forEach { $0.stop() } }
        let (fixture, bench) = (try AlertFixture(), Bench())
        // Nobody listens on port 1.
        let push = push(
            [
                receiver(.alertmanager, 1), receiver(.alertmanager, first.port),
                receiver(.webhook, second.port),
            ],
            fixture,
            bench
        )
        fixture.turn("IT", .ok, .warn)
        let before = bench.clock.load(ordering: .relaxed)
        #expect(wait { bench.clock.load(ordering: .relaxed) > before + 20 })
        #expect(first.requests.isEmpty && second.requests.isEmpty)
        bench.commits.withLock { $0 = 1 }
        #expect(wait { !first.requests.isEmpty && !second.requests.isEmpty })
        #expect(second.requests.first?.headers["idempotency-key"] == "shop-7-1")
        #expect(wait { push.takeNotices().contains { $0.receiver == "alertmanager/1" } })
        #expect(
            wait {
                let waiting = fixture.log.receivers.statuses.map { ($0.name, $0.waiting) }
                return waiting.filter { $0.1 == 1 }.map(\.0) == ["alertmanager/1"]
                    && waiting.count == 3
            }
        )
        push.stop()
        for _ in 0..<3 { bench.ended.wait() }
    }

    @Test func `what fires at the start and ends before the first commit is told as over`() throws {
        let server = try ScriptedServer()
        defer { server.stop() }
        let before = try AlertFixture()
        before.turn("IT", .ok, .warn)
        let (fixture, bench) = (try before.restarted(), Bench())
        let push = push([receiver(.alertmanager, server.port)], fixture, bench)
        fixture.turn("IT", .warn, .ok, at: 120_000)
        // So that its end is none of the last changes.
        for number in 0..<AlertLog.mostChanges { fixture.turn("C\(number)", .ok, .warn) }
        bench.commits.withLock { $0 = 1 }
        #expect(
            wait {
                let posts = server.requests.map { String(decoding: $0.body, as: UTF8.self) }
                return posts.contains { $0.contains(#""dim_country":"IT""#) }
            }
        )
        push.stop()
        bench.ended.wait()
    }

    @Test func `what is held for receivers has a size`() {
        #expect(AlertPush.bytes(alertmanagers: 0, webhooks: 0) == 0)
        #expect(AlertPush.bytes(alertmanagers: 2, webhooks: 0) == 48_000_000)
        #expect(AlertPush.bytes(alertmanagers: 0, webhooks: 3) == 22_000_000)
    }

    @Test func `one whose commits cannot arrive any more tells nothing`() throws {
        let server = try ScriptedServer()
        defer { server.stop() }
        let (fixture, bench) = (try AlertFixture(), Bench())
        let push = push([receiver(.webhook, server.port)], fixture, bench)
        bench.commits.withLock { $0 = 1 }
        fixture.turn("IT", .ok, .warn)
        #expect(wait { server.requests.count == 1 })
        bench.commits.withLock { $0 = nil }
        let before = bench.clock.load(ordering: .relaxed)
        #expect(wait { bench.clock.load(ordering: .relaxed) > before + 2 })
        fixture.turn("IT", .warn, .ok)
        #expect(wait { bench.clock.load(ordering: .relaxed) > before + 20 })
        #expect(server.requests.count == 1)
        push.stop()
        bench.ended.wait()
    }
}

extension DispatchSemaphore {
    /// Rests for a millisecond: nobody signals it.
    fileprivate func waitShortly() { _ = wait(timeout: .now() + .milliseconds(1)) }
}
