// SPDX-License-Identifier: Apache-2.0

/// Agents that are programs, by what their own names contain.
enum BotAgents {
    /// In lower case.
    private static let signs: [StaticString] = [
        "bot", "crawl", "curl/", "datadog", "facebookexternalhit", "go-http-client", "headless",
        "http_request", "httpclient", "java/", "lighthouse", "libwww", "monitor", "nagios",
        "okhttp", "phantomjs", "pingdom", "preview", "python", "scrapy", "slurp", "spider",
        "uptime", "wget",
    ]

    /// Whether the agent is one of them; an empty one is not.
    static func contain(_ agent: ByteSlice) -> Bool {
        guard agent.count > 1 else { return false }
        let pairs = pairs
        for index in 1..<agent.count {
            let place = place(agent[index - 1], agent[index])
            guard pairs[place >> 5] >> UInt32(place & 31) & 1 != 0 else { continue }
            for sign in signs where starts(agent, index - 1, sign) { return true }
        }
        return false
    }

    /// A bit for each pair of letters with which a sign begins.
    private static let pairs: InlineArray<32, UInt32> = {
        var pairs = InlineArray<32, UInt32>(repeating: 0)
        for sign in signs {
            let place = place(ByteSlice(sign)[0], ByteSlice(sign)[1])
            pairs[place >> 5] |= 1 << UInt32(place & 31)
        }
        return pairs
    }()

    /// The number of a pair, of which only the lower five bits count, so that case does not.
    @inline(__always)
    private static func place(_ first: UInt8, _ second: UInt8) -> Int {
        Int(first & 31) << 5 | Int(second & 31)
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
