// SPDX-License-Identifier: Apache-2.0

/// Agents that are programs, by what their own names contain.
enum BotAgents {
    /// In lower case; each begins with one of `beginnings`.
    private static let signs: [StaticString] = [
        "bot", "crawl", "curl/", "datadog", "facebookexternalhit", "go-http-client", "headless",
        "http_request", "httpclient", "java/", "lighthouse", "libwww", "monitor", "nagios",
        "okhttp", "phantomjs", "pingdom", "preview", "python", "scrapy", "slurp", "spider",
        "uptime", "wget",
    ]

    /// Whether the agent is one of them; an empty one is not.
    static func contain(_ agent: ByteSlice) -> Bool {
        for index in 0..<agent.count where isBeginning(agent[index] | 0x20) {
            for sign in signs where starts(agent, index, sign) { return true }
        }
        return false
    }

    /// A bit for each letter with which a sign begins.
    private static let beginnings: UInt32 = signs.reduce(0) { bits, sign in
        bits | 1 << UInt32(ByteSlice(sign)[0] &- UInt8(ascii: "a"))
    }

    @inline(__always)
    private static func isBeginning(_ letter: UInt8) -> Bool {
        let place = letter &- UInt8(ascii: "a")
        return place < 26 && beginnings >> UInt32(place) & 1 != 0
    }

    private static func starts(_ agent: ByteSlice, _ index: Int, _ sign: StaticString) -> Bool {
        let sign = ByteSlice(sign)
        guard agent.count - index >= sign.count else { return false }
        for place in 0..<sign.count {
            let letter = agent[index + place]
            let isUpper = letter &- UInt8(ascii: "A") < 26
            guard (isUpper ? letter | 0x20 : letter) == sign[place] else { return false }
        }
        return true
    }
}
