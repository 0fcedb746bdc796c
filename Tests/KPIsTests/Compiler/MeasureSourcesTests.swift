// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import KPIs

struct MeasureSourcesTests {
    @Test func `a count of pages needs page views only`() throws {
        #expect(try wanted("web.pageviews") == [.pageView])
    }

    @Test func `visitors need all that shows a person, and aliases`() throws {
        #expect(
            try wanted("web.visitors") == [
                .pageView, .engagement, .interaction, .conversion, .order, .lead, .sessionStart,
                .alias,
            ]
        )
    }

    @Test func `web sessions need no app events`() throws {
        #expect(
            try wanted("web.visits") == [
                .pageView, .engagement, .interaction, .conversion, .order, .lead, .sessionStart,
                .alias,
            ]
        )
        #expect(
            try wanted("app.screens_per_session") == [
                .engagement, .interaction, .conversion, .order, .sessionStart, .appOpen,
                .screenView, .alias,
            ]
        )
    }

    @Test func `messages need every event of a message`() throws {
        #expect(
            try wanted("email.unsubscribe_rate") == [
                .messageSent, .messageDelivered, .messageBounced, .messageOpened,
                .messageClicked, .unsubscribed, .complained,
            ]
        )
    }

    @Test func `reach needs views and totals`() throws {
        #expect(try wanted("social.reach") == [.impression, .contentView, .totals, .alias])
        #expect(try wanted("social.impressions") == [.impression, .totals])
    }

    @Test func `installs need aliases, because the device may be told by the user`() throws {
        #expect(try wanted("app.installs") == [.install, .alias])
    }

    private func wanted(_ id: String) throws -> [EventType] {
        let bits = try PlanCompiler(selections: [KPISelection(id)]).compile().wantedTypes
        return EventType.allCases.filter { bits & (1 << UInt64($0.rawValue)) != 0 }
    }
}
