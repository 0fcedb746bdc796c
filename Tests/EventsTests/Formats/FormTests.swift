// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct FormTests {
    private let decoding = Decoding(
        [.campaign, .object, .country, .label, .platform],
        format: .form
    )

    private func event(_ text: String) -> Event? { decoding.event(text) }

    @Test func `names and values are those of a URL`() {
        let order = event(
            "type=order&time=2026-01-01T10%3A00%3A00Z&user=u%201&order=o+1&value=9.50&currency=eur&country=IT"
        )
        #expect(order?.type == .order && order?.time == 1_767_261_600_000)
        #expect(order?.value == 9.5 && order?.currency == 0x52_55_45)
        #expect(decoding.text(.object, of: order) == "o 1")
        #expect(decoding.text(.country, of: order) == "IT")
        #expect(order?.user == event("type=x&time_ms=5&user=u+1")?.user)
        #expect(event("?type=x&time_ms=5&label=a%")?.type == .other)
        #expect(decoding.text(.label, of: event("type=x&time_ms=5&label=a%zz&label=b")) == "a%zz")
    }

    @Test func `only what says no is no person, and a click on an ad is the app's`() {
        for (text, isHuman) in [
            ("1", true), ("yes", true), ("true", true), ("0", false), ("False", false),
        ] {
            let event = event("type=page_view&time_ms=5&human=\(text)")
            #expect(event?.flags.contains(.nonHuman) == !isHuman, "\(text)")
        }
        #expect(event("activity_kind=click&created_at=1767261600&adid=d")?.channel == .app)
    }

    @Test func `each name of a time has its unit`() {
        #expect(event("type=x&time_ms=1767261600123")?.time == 1_767_261_600_123)
        #expect(event("type=x&created_at=1767261600")?.time == 1_767_261_600_000)
        #expect(event("type=x&timestamp=1767261600.5")?.time == 1_767_261_600_500)
        #expect(decoding.error("type=x&created_at=1767261600123")?.reason == .time)
        #expect(decoding.error("type=x&time=1767261600")?.reason == .time)
    }

    @Test(arguments: [
        ("install", EventType.install), ("reattribution", .appOpen),
        ("reattribution_reinstall", .reinstall), ("uninstall", .uninstall),
        ("session", .appOpen), ("click", .linkClick), ("page_view", .pageView),
        ("survey_answered", .surveyAnswered), ("rejected_install", .other),
    ])
    func `activities`(name: String, type: EventType) {
        let event = event("activity_kind=\(name)&created_at=1767261600&adid=d&os_name=ios")
        #expect(event?.type == type && event?.device != 0)
        #expect(decoding.text(.platform, of: event) == "ios")
    }

    @Test(arguments: [
        ("activity_kind=in_app_purchase&revenue=345&revenue_float=3.45", 3.45),
        ("activity_kind=in_app_purchase&revenue=345", 3.45),
        ("activity_kind=event&event_name=Order+Completed&revenue=345", 3.45),
        ("type=order&revenue=345", 345), ("type=order&value=345", 345),
        ("activity_kind=in_app_purchase&value=345", 345),
    ])
    func `revenue is in hundredths where Adjust sends it`(text: String, value: Double) {
        let order = event("\(text)&created_at=1767261600&currency=EUR")
        #expect(order?.type == .order && order?.value == value)
    }

    @Test func `an activity of a name of one's own is the app's, other events are the website's`() {
        let order = event("activity_kind=event&event_name=Order+Completed&created_at=1767261600")
        #expect(order?.type == .order && order?.channel == .app)
        #expect(event("type=Order+Completed&created_at=1767261600")?.channel == .web)
    }

    @Test(arguments: [
        ("hello", RejectionReason.field), ("&&&", .field), ("x=1", .type), ("type=x", .time),
        ("type=x&time_ms=5&user=%ff", .utf8), ("type=x&time_ms=5&value=1e5", nil),
    ])
    func `what is no event is rejected`(value: String, reason: RejectionReason?) {
        #expect(decoding.error(value)?.reason == reason)
    }
}
