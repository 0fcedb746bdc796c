// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct ReloadCountsTests {
    @Test func `a failure counts, and leaves the time of the last success`() {
        let counts = ReloadCounts(start: 7)
        #expect(counts.isLastSuccessful && counts.lastSuccess == 7)
        counts.fail()
        #expect(!counts.isLastSuccessful && counts.lastSuccess == 7)
        counts.succeed(at: 9)
        counts.succeed(at: 11)
        #expect(counts.isLastSuccessful && counts.lastSuccess == 11)
        #expect(counts.successes == 2 && counts.failures == 1)
    }
}
