// SPDX-License-Identifier: Apache-2.0

import Events
import TestSupport
import Testing

@testable import Pipeline

struct PackedMessageTests {
    /// Its times in the order of their names, and the rest.
    private func parts(_ message: Message) -> [Int64] {
        [
            message.sent, message.delivered, message.opened, message.clicked, message.clickedAgain,
            message.unsubscribed, message.complained, message.bounced,
            Int64(message.links.code), Int64(message.linksAtOnce.code),
            message.hasHardBounce ? 1 : 0,
            Int64(message.sentCombination), Int64(message.deliveredCombination),
            Int64(message.channel.rawValue),
        ]
    }

    @Test func `a message takes 32 bytes, 40 with the key`() {
        #expect(MemoryLayout<PackedMessage>.stride == 32)
        #expect(MemoryLayout<TableShard<PackedMessage>.Slot>.stride == 40)
        #expect(CombinationTable.defaultLimit <= Int(PackedMessage.combinationLimit))
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `it comes out as it went in`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var message = Message(channel: random.pick(Channel.allCases))
        let begin: Int64 = random.pick([-8_000_000_000, -5, 0, 1_767_225_600, 8_000_000_000])
        func time() -> Int64 {
            random.chance(40) ? Message.never : begin + random.number(0...PackedMessage.longestSpan)
        }
        message.sent = time()
        message.delivered = begin + random.number(0...PackedMessage.longestSpan)
        message.opened = time()
        message.clicked = time()
        message.clickedAgain = time()
        message.unsubscribed = time()
        message.complained = time()
        message.bounced = time()
        for _ in 0..<random.number(0...4) { message.links.insert(random.next()) }
        for _ in 0..<random.number(0...4) { message.linksAtOnce.insert(random.next()) }
        message.hasHardBounce = random.chance(50)
        message.sentCombination = UInt32(random.number(0...1_000_000))
        message.deliveredCombination = UInt32(random.number(0...1_000_000))
        let packed = try #require(PackedMessage(message), "seed \(seed)")
        #expect(parts(packed.message) == parts(message), "seed \(seed)")
        #expect(packed.latest == message.latest)
    }

    @Test func `an entry of a state before links were known comes out with one link a second`() {
        // As format 2 packed it: clicked at 5 s and 6 s, sent at 3 s, bounced for good, push.
        let never: UInt64 = (1 << 22) - 1
        let base = UInt64(3 - PackedMessage.earliestTime)
        let words: InlineArray<4, UInt64> = [
            0 | never << 22 | 7 << 44,
            never | 4 << 22,
            2 | never << 22 | (base & 0xF_FFFF) << 44,
            never | never << 22 | (base >> 20 | 3 << 14 | 3 << 16) << 44,
        ]
        let message = PackedMessage(words: words).message
        #expect(message.sent == 3 && message.sentCombination == 7 && message.bounced == 7)
        #expect(message.clicked == 5 && message.links == LinkSet(0))
        #expect(message.linksAtOnce == LinkSet(0) && message.clickedAgain == Message.never)
        #expect(message.hasHardBounce && message.channel == .push)
    }

    @Test func `times too far apart, or from other ages, do not fit`() {
        var message = Message(channel: .email)
        message.sent = 1_000
        message.clicked = 1_000 + PackedMessage.longestSpan
        #expect(PackedMessage(message) != nil)
        message.clicked += 1
        #expect(PackedMessage(message) == nil)
        message = Message(channel: .email)
        for (time, fits) in [
            (PackedMessage.earliestTime, true), (PackedMessage.earliestTime - 1, false),
            (-PackedMessage.earliestTime - 1, true), (-PackedMessage.earliestTime, false),
        ] {
            message.sent = time
            #expect((PackedMessage(message) != nil) == fits, "\(time)")
        }
    }

    @Test func `the longest attribution fits behind the slowest delivery`() {
        let days = 31 + 3
        #expect(PackedMessage.longestSpan > Int64(days) * 86_400)
    }
}
