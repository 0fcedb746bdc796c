// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct PostHogTests {
    private let decoding = Decoding(
        [.campaign, .medium, .object, .referrer, .country, .platform, .browser, .question],
        format: .posthog
    )

    private func event(
        _ name: String,
        _ properties: String = "",
        id: String = "d"
    ) -> Event? {
        decoding.event(
            #"{"event":"\#(name)","timestamp":"2026-01-01T10:00:00.000Z","uuid":"0191","#
                + #""distinct_id":"\#(id)","properties":{\#(properties)}}"#
        )
    }

    private let page =
        #""$current_url":"https://s.example/a?utm_campaign=c1&utm_medium=cpc","#
        + #""$referrer":"https://t.co/x","$referring_domain":"t.co","$session_id":"s","#
        + #""$geoip_country_code":"IT","$os":"Linux","$browser":"Firefox","$lib":"web""#

    @Test func `a page view has its page, campaign and place`() {
        let event = event("$pageview", page)
        #expect(event?.type == .pageView && event?.channel == .web)
        #expect(event?.time == 1_767_261_600_000)
        #expect(event?.flags.contains(.hasID) == true)
        #expect(decoding.text(.object, of: event) == "https://s.example/a")
        #expect(decoding.text(.campaign, of: event) == "c1")
        #expect(decoding.text(.medium, of: event) == "cpc")
        #expect(decoding.text(.referrer, of: event) == "t.co")
        #expect(decoding.text(.country, of: event) == "IT")
        #expect(decoding.text(.platform, of: event) == "Linux")
        #expect(decoding.text(.browser, of: event) == "Firefox")
        #expect(event?.session != 0 && event?.traffic == .paidSocial)
    }

    @Test func `the stored form with its properties as text says the same`() throws {
        let captured = try #require(event("$pageview", page))
        let text = page.replacing("\"", with: "\\\"")
        let stored = try #require(
            decoding.event(
                #"{"uuid":"0191","event":"$pageview","properties":"{\#(text)}","#
                    + #""timestamp":"2026-01-01 10:00:00.000000","team_id":2,"distinct_id":"d"}"#
            )
        )
        #expect(stored.time == captured.time && stored.id == captured.id)
        #expect(stored.object == captured.object && stored.session == captured.session)
        #expect(stored.user == captured.user)
        #expect(decoding.text(.campaign, of: stored) == "c1")
    }

    @Test(arguments: [
        ("$pageview", EventType.pageView, Channel.web), ("$pageleave", .engagement, .web),
        ("$autocapture", .interaction, .web), ("$screen", .screenView, .app),
        ("$identify", .alias, .web), ("$create_alias", .alias, .web),
        ("survey sent", .surveyAnswered, .feedback), ("survey shown", .surveyInvited, .feedback),
        ("Order Completed", .order, .web), ("Email Opened", .messageOpened, .email),
        ("Application Opened", .appOpen, .app), ("$rageclick", .other, .web),
        ("movie played", .other, .web),
    ])
    func `names of events`(name: String, type: EventType, channel: Channel) {
        #expect(event(name)?.type == type)
        #expect(event(name)?.channel == channel)
    }

    @Test func `an id of a device is that of the user it is told to be`() {
        let before = event("$pageview", id: "anon-2")
        let alias = event("$create_alias", #""distinct_id":"u-2","alias":"anon-2""#, id: "u-2")
        let identify = event("$identify", #""$anon_distinct_id":"anon-2""#, id: "u-2")
        let after = event("$pageview", id: "u-2")
        #expect(before?.user != 0 && before?.user == alias?.anonymous)
        #expect(alias?.user == after?.user && alias?.anonymous == identify?.anonymous)
        let web = event("$pageview", #""$device_id":"anon-2""#, id: "anon-2")
        #expect(web?.user == 0 && web?.anonymous == alias?.anonymous)
        let known = event("$pageview", #""$device_id":"anon-2""#, id: "u-2")
        #expect(known?.user == after?.user && known?.anonymous == alias?.anonymous)
        let other = event("movie played", #""alias":"anon-2""#, id: "u-2")
        #expect(other?.anonymous == 0)
    }

    @Test func `an app's orders are of the app, a page's time is in seconds`() {
        let order = event(
            "Order Completed",
            #""$lib":"posthog-ios","revenue":"39.80","currency":"eur""#
        )
        #expect(order?.channel == .app && order?.value == 39.8 && order?.currency == 0x52_55_45)
        let leave = event("$pageleave", #""$prev_pageview_duration":12.5"#)
        #expect(leave?.value == 12500)
        let answer = event("survey sent", #""$survey_id":"q","$survey_response":"9""#)
        #expect(answer?.score == 9 && decoding.text(.question, of: answer) == "q")
        #expect(decoding.text(.referrer, of: event("$pageview", #""$referrer":"$direct""#)) == "")
    }

    @Test(arguments: [
        (#"{"distinct_id":"d","timestamp":"2026-01-01T10:00:00Z"}"#, RejectionReason.type),
        (#"{"event":7,"timestamp":"2026-01-01T10:00:00Z"}"#, .type),
        (#"{"event":"$pageview"}"#, .time), (#"{"event":"$pageview","timestamp":5}"#, .time),
        (#"{"event":"$pageview","timestamp":"soon"}"#, .time),
        (#"{"event":"e","timestamp":"2026-01-01T10:00:00Z","properties":"{"}"#, .field),
        (#"{"event":"e","timestamp":"2026-01-01T10:00:00Z","properties":"[1]"}"#, .field),
        (#"{"event":"e","timestamp":"2026-01-01T10:00:00Z","properties":"{} x"}"#, .field),
        (#"{"event":"e","timestamp":"2026-01-01T10:00:00Z","properties":[]}"#, .field),
        (#"{"event":"e","timestamp":"2026-01-01T10:00:00Z","properties":{}"#, .json),
    ])
    func `what is no event is rejected`(value: String, reason: RejectionReason) {
        #expect(decoding.error(value)?.reason == reason)
    }
}
