// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct AppsFlyerTests {
    private let decoding = Decoding(
        [.campaign, .object, .country, .platform, .name],
        format: .appsflyer
    )

    private func event(
        _ name: String,
        _ fields: String = "",
        time: String = "2026-01-01 10:00:00.123"
    ) -> Event? {
        decoding.event(
            #"{"event_name":"\#(name)","event_time":"\#(time)","appsflyer_id":"1698-12","#
                + #""platform":"android","country_code":"DE","campaign":"c1","is_retargeting":"false"\#(fields)}"#
        )
    }

    @Test func `an event of a name of one's own is the app's`() {
        #expect(event("level_up")?.channel == .app)
        let own = Decoding(format: .appsflyer, mapping: .naming(["level_up": "conversion"]))
        let event = own.event(
            #"{"event_name":"level_up","event_time":"2026-01-01 10:00:00","appsflyer_id":"1"}"#
        )
        #expect(event?.type == .conversion && event?.channel == .app)
    }

    @Test func `a purchase has its value from the text inside`() {
        let order = event(
            "af_purchase",
            #","event_value":"{\"af_revenue\":\"9.99\",\"af_currency\":\"USD\",\"af_order_id\":\"o-1\"}","customer_user_id":"u""#
        )
        #expect(order?.type == .order && order?.channel == .app)
        #expect(order?.time == 1_767_261_600_123)
        #expect(order?.value == 9.99 && order?.currency == 0x44_53_55)
        #expect(order?.user != 0 && order?.device != 0)
        #expect(decoding.text(.object, of: order) == "o-1")
        #expect(decoding.text(.country, of: order) == "DE")
        #expect(decoding.text(.platform, of: order) == "android")
        #expect(decoding.text(.campaign, of: order) == "c1")
        let other = event("af_purchase", #","event_value":{"af_revenue":5},"event_revenue":"7.5""#)
        #expect(other?.value == 7.5)
    }

    @Test(arguments: [
        ("install", EventType.install), ("reinstall", .reinstall), ("uninstall", .uninstall),
        ("af_uninstall", .uninstall), ("af_app_opened", .appOpen), ("af_add_to_cart", .interaction),
        ("af_complete_registration", .conversion), ("level_up", .other),
    ])
    func `events of an app`(name: String, type: EventType) {
        #expect(event(name)?.type == type)
        #expect(type == .other || event(name)?.channel == .app)
    }

    @Test func `device, name, time and value make an id`() {
        let one = event("af_purchase", #","event_value":"{\"af_revenue\":\"1\"}""#)
        #expect(one?.flags.contains(.hasID) == true)
        #expect(one?.id == event("af_purchase", #","event_value":"{\"af_revenue\":\"1\"}""#)?.id)
        #expect(one?.id != event("af_purchase", #","event_value":"{\"af_revenue\":\"2\"}""#)?.id)
        #expect(one?.id != event("af_purchase", #","event_value":"""#)?.id)
        #expect(event("install")?.id != event("install", time: "2026-01-01 10:00:01")?.id)
        #expect(event("install", time: "2026-01-01 10:00:01")?.time == 1_767_261_601_000)
    }

    @Test(arguments: [
        (#"{"event_time":"2026-01-01 10:00:00"}"#, RejectionReason.type),
        (#"{"event_name":"x"}"#, .time), (#"{"event_name":"x","event_time":1767261600}"#, .time),
        (#"{"event_name":"x","event_time":"01.01.2026 10:00"}"#, .time),
        (#"{"event_name":"x","event_time":"2026-01-01 10:00:00","event_value":"{\"a\":"}"#, .field),
    ])
    func `what is no event is rejected`(value: String, reason: RejectionReason) {
        #expect(decoding.error(value)?.reason == reason)
    }
}
