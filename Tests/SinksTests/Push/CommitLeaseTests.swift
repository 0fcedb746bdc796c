// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sinks

struct CommitLeaseTests {
    @Test func `nothing may be told before the first commit of this process`() {
        var lease = CommitLease(length: 100)
        let held = [(0, 0), (0, 50), (1, 60)].map { lease.isHeld(commits: $0.0, now: $0.1) }
        #expect(held == [false, false, true])
    }

    @Test func `commits before it began do not begin it`() {
        var lease = CommitLease(length: 100, after: 5)
        let held = [(5, 0), (5, 50), (6, 60)].map { lease.isHeld(commits: $0.0, now: $0.1) }
        #expect(held == [false, false, true])
    }

    @Test func `it runs out where commits do not arrive, and comes back with one`() {
        var lease = CommitLease(length: 100)
        let held = [(1, 0), (1, 100), (1, 101), (2, 500), (2, 600), (2, 601)].map {
            lease.isHeld(commits: $0.0, now: $0.1)
        }
        #expect(held == [true, true, false, true, true, false])
    }

    @Test func `it ends at once where none can arrive any more`() {
        var lease = CommitLease(length: 100)
        let held = [1, nil].map { lease.isHeld(commits: $0, now: 0) }
        #expect(held == [true, false])
    }
}
