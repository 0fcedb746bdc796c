// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import HTTPAPI

struct AccessTokensTests {
    private let folder: SecretFolder

    init() throws { folder = try SecretFolder() }

    private func failure(_ files: TokenFile...) -> String {
        do throws(HTTPServerError) {
            _ = try AccessTokens(files)
            return ""
        } catch {
            return error.description
        }
    }

    @Test(arguments: ["0123456789abcdef", "0123456789abcdef\n", "0123456789abcdef\r\n"])
    func `one line end does not belong to a token`(text: String) throws {
        let path = try folder.write(text, to: "t")
        let tokens = try AccessTokens([TokenFile(name: "t", path: path, scope: .read)])
        #expect(tokens.scope(of: Array("0123456789abcdef".utf8)) == .read)
        #expect(tokens.scope(of: Array("0123456789abcdee".utf8)) == nil)
        #expect(tokens.scope(of: []) == nil)
    }

    @Test(arguments: [
        ("0123456789abcde\n", "at least 16 bytes"), ("", "at least 16 bytes"),
        ("0123456789abcdef\n\n", "one line"), ("0123456789 abcdef", "one line"),
        ("0123456789abcdefä", "one line"), (String(repeating: "x", count: 1_025), "one line"),
        (String(repeating: "x", count: 5_000), "more than"),
    ])
    func `what is no token is refused with its file`(text: String, sentence: String) throws {
        let path = try folder.write(text, to: "t")
        let message = failure(TokenFile(name: "t", path: path, scope: .read))
        #expect(message.contains(sentence) && message.hasPrefix("cannot use \(path): "))
    }

    @Test func `a file that is not there, a folder, and a token twice are refused`() throws {
        let missing = failure(TokenFile(name: "t", path: folder.path("no"), scope: .read))
        #expect(missing.contains("No such file"))
        #expect(failure(TokenFile(name: "t", path: folder.path, scope: .read)).contains("regular"))
        let twice = failure(
            try folder.token("a", "0123456789abcdef", .read),
            try folder.token("b", "0123456789abcdef", .admin)
        )
        #expect(twice.contains("the same token as \(folder.path("a"))"))
    }

    @Test func `a changed file counts, and a bad one leaves the token as it was`() throws {
        let file = try folder.token("t", "old-token-0123456789", .read)
        var tokens = try AccessTokens([file])
        let told = Mutex<[String]>([])
        func refresh() { tokens.refresh { notice in told.withLock { $0.append(notice.text) } } }
        refresh()
        try folder.write("new-token-0123456789\n", to: "t")
        refresh()
        #expect(tokens.scope(of: Array("old-token-0123456789".utf8)) == .read)
        refresh()
        #expect(tokens.scope(of: Array("old-token-0123456789".utf8)) == nil)
        #expect(tokens.scope(of: Array("new-token-0123456789".utf8)) == .read)
        try folder.write("short", to: "t")
        for _ in 0..<5 { refresh() }
        #expect(tokens.scope(of: Array("new-token-0123456789".utf8)) == .read)
        let lines = told.withLock { $0 }
        #expect(lines.count == 2)
        #expect(lines[0] == "http: the token t was read anew")
        #expect(lines[1].hasPrefix("http: the token t stays as it was: cannot use "))
        #expect(!lines.joined().contains("0123456789"))
    }

    @Test func `a token that could not be taken is tried again, and told once`() throws {
        let first = try folder.token("a", "first-token-0123456789", .read)
        let second = try folder.token("b", "second-token-0123456789", .admin)
        var tokens = try AccessTokens([first, second])
        var told: [String] = []
        func refresh(_ tokens: inout AccessTokens) {
            for _ in 0..<5 { tokens.refresh { told.append($0.text) } }
        }
        try folder.write("first-token-0123456789", to: "b")
        refresh(&tokens)
        #expect(told.count == 1 && told[0].contains("it holds the same token as"))
        #expect(tokens.scope(of: Array("second-token-0123456789".utf8)) == .admin)
        // The file itself does not change any more.
        try folder.write("third-token-0123456789", to: "a")
        refresh(&tokens)
        #expect(tokens.scope(of: Array("first-token-0123456789".utf8)) == .admin)
        #expect(tokens.scope(of: Array("third-token-0123456789".utf8)) == .read)
        #expect(told.dropFirst().allSatisfy { $0.hasSuffix("was read anew") } && told.count == 3)
    }

    @Test func `addresses with failures are remembered up to a limit, the oldest leave`() {
        func address(_ number: Int) -> ClientAddress {
            var bytes = InlineArray<16, UInt8>(repeating: 0)
            (bytes[0], bytes[1]) = (UInt8(number >> 8), UInt8(number & 0xFF))
            return ClientAddress(bytes)
        }
        var table = FailureTable()
        for _ in 0..<10 { table.note(address(0), at: 1) }
        for number in 1..<FailureTable.limit { table.note(address(number), at: 2) }
        #expect(table.count == FailureTable.limit)
        #expect(table.waitSeconds(address(0), at: 3) == 60)
        table.note(address(5_000), at: 3)
        #expect(table.count == FailureTable.limit)
        #expect(table.waitSeconds(address(0), at: 3) == nil)
    }

    @Test func `of IPv6 the network counts, of IPv4 the address`() {
        func address(_ change: (inout InlineArray<16, UInt8>) -> Void) -> ClientAddress {
            var bytes = InlineArray<16, UInt8>(repeating: 0)
            change(&bytes)
            return ClientAddress(bytes)
        }
        let (one, same) = (
            address { ($0[0], $0[15]) = (0x20, 1) }, address { ($0[0], $0[15]) = (0x20, 2) }
        )
        #expect(one == same && one.hashValue == same.hashValue)
        #expect(one != address { ($0[0], $0[7]) = (0x20, 1) })
        let four = address { ($0[10], $0[11], $0[15]) = (0xFF, 0xFF, 1) }
        #expect(four != address { ($0[10], $0[11], $0[15]) = (0xFF, 0xFF, 2) })
    }
}
