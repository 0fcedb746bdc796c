// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct TextCleanerTests {
    static let kept = ["q", "category"]

    private func object(_ text: String) -> String? {
        let decoding = Decoding(kept: Self.kept)
        let event = decoding.event(with: #""object":"\#(text)""#)
        return decoding.text(.object, of: event)
    }

    @Test(arguments: [
        ("https://shop.example/p/42", "https://shop.example/p/42"),
        (
            "https://shop.example/p/42?token=abc&q=x&utm_source=n#top",
            "https://shop.example/p/42?q=x"
        ),
        ("https://shop.example/?category=a&x=1&q=b", "https://shop.example/?category=a&q=b"),
        ("https://shop.example?q", "https://shop.example?q"),
        ("https://shop.example/p?qq=1&Q=2", "https://shop.example/p"),
        ("https://shop.example/#/reset?token=abc", "https://shop.example/"),
        ("https://user:secret@shop.example/p", "https://shop.example/p"),
        ("https://a@b@shop.example:8443/p", "https://shop.example:8443/p"),
        ("//user:secret@shop.example/p?x=1", "//shop.example/p"),
        ("https://shop.example/p;jsessionid=1A2B/q;v=1", "https://shop.example/p/q"),
        ("/account?session=abc", "/account"), ("checkout?token=abc", "checkout"),
        ("/p/42#section", "/p/42"), ("app://open/cart?x=1", "app://open/cart"),
        ("Order #1234", "Order #1234"), ("What's new?", "What's new?"), ("Basket", "Basket"),
        ("Caf\u{e9} & Bar; second floor", "Caf\u{e9} & Bar; second floor"),
    ])
    func `an object is cut to what may be kept`(text: String, expected: String) {
        #expect(object(text) == expected)
    }

    @Test(arguments: [
        (
            "https://shop.example/u/bob.smith@mail.example/edit",
            "https://shop.example/u/redacted/edit"
        ),
        ("https://shop.example/s?q=bob@mail.example", "https://shop.example/s?q=redacted"),
        ("https://shop.example/s?q=bob%40mail.example&x=1", "https://shop.example/s?q=redacted"),
        ("https://shop.example/s?q=bob%252540mail.example", "https://shop.example/s?q=redacted"),
        ("mailto:bob+tag@mail.example?subject=hi", "mailto:redacted"),
        ("bob@mail.example", "redacted"),
        ("to bob@a.example, amy@b.example", "to redacted, redacted"),
        ("https://social.example/@shop/post/1", "https://social.example/@shop/post/1"),
        ("@shop", "@shop"), ("bob@", "bob@"),
    ])
    func `mail addresses never survive`(text: String, expected: String) {
        #expect(object(text) == expected)
    }

    @Test func `other dimensions are cleaned like objects`() {
        let decoding = Decoding([.campaign, .label])
        let event = decoding.event(
            with: #""campaign":"https://x.example/?token=1","label":"from bob@mail.example""#
        )
        #expect(decoding.text(.campaign, of: event) == "https://x.example/")
        #expect(decoding.text(.label, of: event) == "from redacted")
    }

    @Test(arguments: [
        ("https://www.Google.com/search?q=secret", "www.google.com"),
        ("https://user:pw@mail.example:8080/x", "mail.example"),
        ("google.com/search?q=x", "google.com"),
        ("android-app://com.google.android.gm/", "com.google.android.gm"),
        ("https://[2001:db8::1]:80/", "[2001:db8::1]"), ("bob@mail.example", "mail.example"),
        ("bob%40mail.example", "redacted"), ("", ""), ("/local/path", ""),
    ])
    func `a referrer is reduced to its host`(text: String, expected: String) {
        let decoding = Decoding()
        let event = decoding.event(with: #""referrer":"\#(text)""#)
        #expect(decoding.text(.referrer, of: event) == expected)
    }

    @Test func `the object is hashed as it is kept`() {
        let decoding = Decoding(kept: Self.kept)
        let plain = decoding.event(with: #""object":"https://shop.example/p?q=x""#)
        let token = decoding.event(with: #""object":"https://shop.example/p?token=1&q=x#y""#)
        let other = decoding.event(with: #""object":"https://shop.example/p?q=y""#)
        #expect(plain?.object == token?.object)
        #expect(plain?.object != other?.object)
        #expect(plain?.object != 0)
    }

    @Test func `campaign parameters of the URL fill what is missing`() {
        let decoding = Decoding()
        let url =
            "https://shop.example/?utm_source=n&utm_medium=e%2Dmail&utm_campaign=spring+sale"
            + "&utm_content=caf%C3%A9"
        let event = decoding.event(with: #""object":"\#(url)""#)
        #expect(decoding.text(.campaign, of: event) == "spring sale")
        #expect(decoding.text(.medium, of: event) == "e-mail")
        #expect(decoding.text(.content, of: event) == "caf\u{e9}")
        #expect(decoding.text(.object, of: event) == "https://shop.example/")
        let named = decoding.event(with: #""campaign":"own","object":"\#(url)""#)
        #expect(decoding.text(.campaign, of: named) == "own")
        #expect(decoding.text(.medium, of: named) == "e-mail")
    }

    @Test func `campaign parameters are cleaned and stay UTF-8`() {
        let decoding = Decoding()
        let url = "https://shop.example/?utm_campaign=bob%40mail.example&utm_medium=%FF%zz"
        let event = decoding.event(with: #""object":"\#(url)""#)
        #expect(decoding.text(.campaign, of: event) == "redacted")
        #expect(decoding.text(.medium, of: event) == "%FF%zz")
    }

    @Test func `an endless URL is cut and its neighbors are not`() {
        let decoding = Decoding(kept: Self.kept)
        let long = String(repeating: "a", count: 100_000)
        let event = decoding.event(
            with: #""object":"https://shop.example/\#(long)?q=1","campaign":"x?y=\#(long)""#
        )
        #expect(decoding.text(.object, of: event)?.utf8.count == ValueDictionary.byteLimit)
        #expect(decoding.text(.campaign, of: event) == "x")
    }

    @Test(arguments: [
        "secret-token", "bob@mail.example", "bob%40mail.example", "sess=1", "#frag", "pw",
    ])
    func `no random arrangement lets a secret through`(secret: String) {
        let seed = UInt64.random(in: 1 ... .max)
        print("seed \(seed)")
        var numbers = SeededNumbers(state: seed)
        let decoding = Decoding([.object], kept: Self.kept)
        let hosts = [
            "https://shop.example", "//shop.example", "app://x", "https://me:\(secret)@h.example",
        ]
        let paths = ["", "/", "/p/42", "/a;s=\(secret)", "/a;s=\(secret)/b"]
        let tails = [
            "?token=\(secret)", "?a=1&token=\(secret)&q=2", "#\(secret)", "?q=1#\(secret)",
        ]
        for _ in 0..<200 {
            let parts = [hosts, paths, tails].map { $0.randomElement(using: &numbers) ?? "" }
            let event = decoding.event(with: #""object":"\#(parts.joined())""#)
            let text = decoding.text(.object, of: event)
            #expect(text?.contains(secret) == false, "\(parts) seed \(seed)")
        }
    }
}
