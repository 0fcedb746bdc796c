// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Pipeline
import Testing

@testable import streamgauge

/// One story as the client libraries of several vendors tell it; every format gives its numbers.
///
/// `Story` holds what the libraries sent. Three visitors: one page of campaign `spring`; two pages,
/// a sign-in, an order, an unsubscribe and a return an hour later; an installation, two screens, and
/// a mail that is opened and clicked.
struct StoryFormatTests {
    private static let formats: [InputFormat] = [.segment, .posthog, .amplitude, .cloudevents]
    private static let day = "2026-03-02T00:00:00Z"

    private func bench(_ format: InputFormat) throws -> ReplayBench {
        let file = try #require(
            Bundle.module.url(
                forResource: format.rawValue,
                withExtension: "ndjson",
                subdirectory: "Story"
            )
        )
        return try ReplayBench([file.path], format: format)
    }

    @Test(arguments: formats)
    func `every format gives the numbers of the story`(format: InputFormat) throws {
        let bench = try bench(format)
        for (kpi, expected) in [
            ("web.visits", "3"), ("web.pageviews", "4"), ("web.visitors", "3"),
            ("web.bounce_rate", "2/3"), ("web.conversion_rate", "1/3"),
            ("web.avg_session_duration", "420/3"), ("app.installs", "1"),
            ("app.screens_per_session", "2/1"), ("email.open_rate", "1/1"),
            ("email.ctr", "1/1"), ("email.ctor", "1/1"), ("email.unsubscribe_rate", "0/1"),
        ] {
            let found = try bench.final(kpi, "1d", at: Self.day)
            #expect(found == expected, "\(kpi)")
        }
        #expect(bench.report.counts.rejectedRecords + bench.report.counts.rejectedEvents == 0)
    }
}
