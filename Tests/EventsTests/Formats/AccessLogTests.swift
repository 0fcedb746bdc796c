// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct AccessLogTests {
    private let decoding = Decoding([.campaign, .object, .referrer, .name], format: .accessLog)

    private func event(
        _ request: String = "GET /a HTTP/1.1",
        _ status: String = "200",
        user: String = "-",
        host: String = "203.0.113.7",
        agent: String? = "Mozilla/5.0 (X11)",
        referrer: String = "-"
    ) -> Event? {
        decoding.event(
            #"\#(host) - \#(user) [01/Jan/2026:11:00:00 +0100] "\#(request)" \#(status) 512"#
                + (agent.map { #" "\#(referrer)" "\#($0)""# } ?? "")
        )
    }

    @Test func `a page view has its page, campaign and referrer`() {
        let page = event("GET /a?utm_campaign=c&x=1 HTTP/1.1", referrer: "https://t.co/x")
        #expect(page?.type == .pageView && page?.channel == .web)
        #expect(page?.time == 1_767_261_600_000)
        #expect(page?.anonymous != 0 && page?.user == 0)
        #expect(decoding.text(.object, of: page) == "/a")
        #expect(decoding.text(.campaign, of: page) == "c")
        #expect(decoding.text(.referrer, of: page) == "t.co")
        #expect(page?.flags.contains(.hasID) == false)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1", "200", "page"), ("GET /a.html HTTP/1.1", "304", "page"),
        ("GET /img/DSC1.JPG HTTP/1.1", "200", "asset"), ("GET /a.PnG?b HTTP/1.1", "304", "asset"),
        ("GET /a.css HTTP/1.1", "200", "asset"), ("GET /a.js?v=1 HTTP/1.1", "200", "asset"),
        ("GET /logo.png HTTP/2.0", "404", "asset"), ("GET /a HTTP/1.1", "301", "redirect"),
        ("GET /a HTTP/1.1", "404", "failure"), ("GET /a HTTP/1.1", "500", "failure"),
        ("POST /a HTTP/1.1", "200", "request"), ("HEAD / HTTP/1.0", "200", "request"),
        ("-", "408", "request"),
    ])
    func `only successful pages are page views`(request: String, status: String, kind: String) {
        let event = event(request, status)
        #expect(event?.type == (kind == "page" ? .pageView : .other))
        #expect(decoding.text(.name, of: event) == kind)
    }

    @Test func `a visitor is an address with an agent`() {
        let one = event()
        #expect(one?.anonymous == event("GET /b HTTP/1.1")?.anonymous)
        #expect(one?.anonymous != event(host: "203.0.113.8")?.anonymous)
        #expect(one?.anonymous != event(agent: "Other")?.anonymous)
        #expect(event(user: "frank")?.user != 0)
        let common = event(agent: nil)
        #expect(common?.type == .pageView && common?.anonymous != 0)
        #expect(event(agent: #"A \"quoted\" one"#)?.type == .pageView)
    }

    @Test(arguments: [
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", true),
        ("curl/8.5.0", true), ("python-requests/2.31", true), ("AhrefsBot", true),
        ("Mozilla/5.0 HeadlessChrome/120", true), ("Mozilla/5.0 (X11) Firefox/140.0", false),
        ("Mozilla/5.0 (iPhone) Safari/604.1", false), ("-", false), ("", false),
    ])
    func `agents that give their name`(agent: String, isBot: Bool) {
        #expect(event(agent: agent)?.flags.contains(.nonHuman) == isBot)
    }

    @Test(arguments: [
        ("hello", RejectionReason.field), (#"h - - [t "GET / HTTP/1.1" 200 5"#, .field),
        (#"h - - [01/Jan/2026:11:00:00 +0100] GET / 200"#, .field),
        (#"h - - [01/Jan/2026:11:00:00 +0100] "GET / HTTP/1.1" 200 5 "x"#, .field),
        (#"h - - [2026-01-01T10:00:00Z] "GET / HTTP/1.1" 200 5"#, .time),
        (#"h - - [32/Jan/2026:11:00:00 +0100] "GET / HTTP/1.1" 200 5"#, .time),
        (#"h - - [01/Foo/2026:11:00:00 +0100] "GET / HTTP/1.1" 200 5"#, .time),
        (#"{"type":"page_view"}"#, .field),
    ])
    func `what is no line of a log is rejected`(value: String, reason: RejectionReason) {
        #expect(decoding.error(value)?.reason == reason)
    }
}
