// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct ReceiverURLTests {
    @Test(arguments: [
        ("http://a", "a", false), ("HTTPS://A.example:8443/x/y", "A.example:8443", false),
        ("http://[::1]:9093", "[::1]:9093", false), ("http://[fe80::1]/", "[fe80::1]", false),
        ("https://h/?q=1&r=%20", "h", true), ("http://10.0.0.1:1?x", "10.0.0.1:1", true),
    ])
    func `an address shows host and port only`(text: String, authority: String, hasQuery: Bool) {
        let url = ReceiverURL(setting: text)
        #expect(url?.text == text && url?.description == authority && url?.hasQuery == hasQuery)
    }

    @Test(arguments: [
        "", "a", "a:9093", "ftp://a", "http://", "http:///x", "http://u@a", "http://u:p@a",
        "http://a b", "http://a#b", "http://a:0", "http://a:65536", "http://a:", "http://a:x",
        "http://[::1", "http://[]", "http://[x]", "http://a\n", "http://ä", "http://a/\"",
        "http://a/" + String(repeating: "x", count: 2_000),
    ])
    func `what is no address without a password is refused`(text: String) {
        #expect(ReceiverURL(setting: text) == nil)
    }
}
