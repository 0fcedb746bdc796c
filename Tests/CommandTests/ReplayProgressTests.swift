// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import streamgauge

struct ReplayProgressTests {
    @Test func `the rate is told, and the rest where the length is known`() {
        let known = ReplayProgress.line(bytes: 250, of: 1_000, records: 5_000, elapsed: 2_000)
        #expect(known == "5000 records, 2500 a second, 25 %, 6 s left")
        let unknown = ReplayProgress.line(bytes: 250, of: nil, records: 5_000, elapsed: 2_000)
        #expect(unknown == "5000 records, 2500 a second")
        let begun = ReplayProgress.line(bytes: 0, of: 1_000, records: 0, elapsed: 1)
        #expect(begun == "0 records, 0 a second")
    }
}
