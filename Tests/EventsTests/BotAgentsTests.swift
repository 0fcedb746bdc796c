// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct BotAgentsTests {
    private func contain(_ list: String, _ agent: String) throws -> Bool {
        let agents = try #require(BotAgents(lines: Array(list.utf8)))
        let bytes = Array(agent.utf8)
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else {
                return agents.contain(ByteSlice(""))
            }
            return agents.contain(unsafe ByteSlice(start: start, count: buffer.count))
        }
    }

    @Test(arguments: [
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", true),
        ("curl/8.5.0", true), ("Mozilla/5.0 HeadlessChrome/120.0", true), ("BOT", true),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0 Safari/537.36", false),
        ("Mozilla/5.0 (Linux; Android 9; CUBOT NOVA) Chrome/79.0 Mobile Safari/537.36", false),
        ("", false), ("b", false), ("bo", false),
    ])
    func `the built-in list tells programs from people`(agent: String, isBot: Bool) {
        let bytes = Array(agent.utf8)
        let found = unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return false }
            return BotAgents.builtIn.contain(unsafe ByteSlice(start: start, count: buffer.count))
        }
        #expect(found == isBot)
    }

    @Test func `a list has comments, blanks, ends of lines of any kind and exceptions`() throws {
        let list = "# all of them\r\n\r\n  Fetch  \n!prefetch-friend\t\nab"
        #expect(try contain(list, "my FETCHER"))
        #expect(try contain(list, "xaby"))
        #expect(try !contain(list, "Prefetch-Friend fetch"))
        #expect(try !contain(list, "all of them"))
        #expect(try !contain("", "Googlebot"))
    }

    @Test(arguments: ["a", "!a", "!", String(repeating: "x", count: 201)])
    func `a text that is too short or too long is refused`(line: String) {
        #expect(BotAgents(lines: Array("bot\n\(line)\n".utf8)) == nil)
    }

    @Test func `there are no more texts than fit`() {
        let most = (0..<BotAgents.limit).map { "agent\($0)" }
        #expect(BotAgents(lines: Array(most.joined(separator: "\n").utf8)) != nil)
        #expect(BotAgents(lines: Array((most + ["x1"]).joined(separator: "\n").utf8)) == nil)
    }

    @Test func `texts that begin alike are all found`() throws {
        let list = (0..<500).map { "bot-\($0)-" }.joined(separator: "\n")
        #expect(try contain(list, "x bot-499- y"))
        #expect(try !contain(list, "x bot-500- y"))
    }
}
