// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct AgentVerdictsTests {
    /// Verdicts by the lines of a list.
    private final class Verdicts {
        private var verdicts: AgentVerdicts

        init(_ lines: String) throws {
            verdicts = AgentVerdicts(try #require(BotAgents(lines: Array(lines.utf8))))
        }

        func isProgram(_ agent: String) -> Bool {
            let bytes = Array(agent.utf8)
            return unsafe bytes.withUnsafeBufferPointer { buffer in
                guard let start = buffer.baseAddress else {
                    return verdicts.isProgram(ByteSlice(""))
                }
                return verdicts.isProgram(unsafe ByteSlice(start: start, count: buffer.count))
            }
        }
    }

    @Test func `far more agents than are remembered get the list's verdict each time`() throws {
        let verdicts = try Verdicts("fetch\n!fetch-friend")
        for round in 0..<3 {
            for number in 0..<4 * AgentVerdicts.capacity {
                #expect(verdicts.isProgram("fetch/\(number)"), "\(round)")
                #expect(!verdicts.isProgram("reader/\(number)"), "\(round)")
                #expect(!verdicts.isProgram("fetch-friend/\(number)"), "\(round)")
            }
        }
    }

    @Test(arguments: [0, 1, AgentVerdicts.lengthLimit, AgentVerdicts.lengthLimit + 1, 4_000])
    func `an agent of any length gets the verdict of the list`(length: Int) throws {
        let verdicts = try Verdicts("zz")
        let reader = String(repeating: "a", count: length)
        let program = String(reader.dropLast(2)) + "zz"
        for _ in 0..<3 {
            #expect(!verdicts.isProgram(reader))
            #expect(verdicts.isProgram(program))
        }
    }

    @Test func `an agent that begins like one that is remembered is another`() throws {
        let verdicts = try Verdicts("bot")
        for _ in 0..<3 {
            #expect(!verdicts.isProgram("Mozilla/5.0 (X11)"))
            #expect(verdicts.isProgram("Mozilla/5.0 (X11) bot"))
            #expect(!verdicts.isProgram("Mozilla/5.0"))
        }
    }
}
