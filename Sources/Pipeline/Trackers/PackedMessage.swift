// SPDX-License-Identifier: Apache-2.0

import Events

/// A message as the table keeps it, in 32 bytes: times as seconds since a beginning near the earliest.
///
/// Each of four words holds two times of 22 bits and 20 bits of something else: the two combinations,
/// the two sets of links, and the beginning with the channel and two marks.
struct PackedMessage: BitwiseCopyable {
    /// The longest from the earliest to the latest time, s: more than 42 days.
    static var longestSpan: Int64 { never - beginningUnit }
    /// Beginnings are multiples of this, s.
    static var beginningUnit: Int64 { 1 << 19 }
    /// Combinations of dimension values are below this.
    static var combinationLimit: UInt32 { 1 << 20 }
    /// Times from here on can be kept, and as far after 1970 as this is before it, s: 272 years.
    static var earliestTime: Int64 { -(1 << 33) }

    /// Whether a time in ms can be kept where no other is.
    static func isKeepable(_ time: Int64) -> Bool {
        time >= earliestTime * 1_000 && time < -earliestTime * 1_000
    }

    private static var never: Int64 { (1 << 22) - 1 }

    private var words: InlineArray<4, UInt64> = .init(repeating: 0)

    /// The place of a message that is not there yet.
    init() {}

    /// What a table holds.
    init(words: InlineArray<4, UInt64>) { self.words = words }

    /// The smallest form of a message; nil if its times do not fit.
    init?(_ message: Message) {
        let first = message.earliest
        guard Self.isKeepable(first * 1_000), message.latest - first <= Self.longestSpan
        else { return nil }
        let beginning = (first - Self.earliestTime) / Self.beginningUnit
        let base = beginning * Self.beginningUnit + Self.earliestTime
        func offset(_ time: Int64) -> UInt64 {
            UInt64(time == Message.never ? Self.never : time - base)
        }
        func word(_ one: Int64, _ other: Int64, _ rest: UInt64) -> UInt64 {
            offset(one) | offset(other) << 22 | rest << 44
        }
        let links = UInt64(message.links.code) | UInt64(message.linksAtOnce.code) << 10
        let channel = UInt64(message.channel.rawValue)
        let marks = (message.hasHardBounce ? 1 << 15 : 0) | channel << 16 | Self.hasLinks
        words = [
            word(message.sent, message.delivered, UInt64(message.sentCombination)),
            word(message.opened, message.bounced, UInt64(message.deliveredCombination)),
            word(message.clicked, message.clickedAgain, links),
            word(message.unsubscribed, message.complained, UInt64(beginning) | marks),
        ]
    }

    /// The message.
    var message: Message {
        let rest = words[3] >> 44
        let isOld = rest & Self.hasLinks == 0
        let base = (isOld ? oldBase : Int64(rest & 0x7FFF) * Self.beginningUnit) + Self.earliestTime
        func time(_ word: Int, _ shift: UInt64) -> Int64 {
            let offset = Int64(words[word] >> shift & 0x3F_FFFF)
            return offset == Self.never ? Message.never : base + offset
        }
        var message = Message(channel: Channel(rawValue: UInt8(rest >> 16 & 7)) ?? .email)
        message.sent = time(0, 0)
        message.delivered = time(0, 22)
        message.opened = time(1, 0)
        message.bounced = time(1, 22)
        message.clicked = time(2, 0)
        message.clickedAgain = time(2, 22)
        message.unsubscribed = time(3, 0)
        message.complained = time(3, 22)
        if isOld {
            if message.clicked != Message.never { message.links = LinkSet(0) }
            if rest & 1 << 14 != 0 { message.linksAtOnce = LinkSet(0) }
        } else {
            message.links = LinkSet(code: UInt16(truncatingIfNeeded: words[2] >> 44))
            message.linksAtOnce = LinkSet(code: UInt16(words[2] >> 54))
        }
        message.hasHardBounce = rest & 1 << 15 != 0
        message.sentCombination = UInt32(words[0] >> 44)
        message.deliveredCombination = UInt32(words[1] >> 44)
        return message
    }

    /// The latest of its times, s.
    var latest: Int64 { message.latest }

    /// Marks an entry with links, of states from format 3 on.
    private static var hasLinks: UInt64 { 1 << 19 }

    /// The earliest time of an entry without links, since `earliestTime`: to the second, in place of
    /// the links.
    private var oldBase: Int64 { Int64(words[2] >> 44 | (words[3] >> 44 & 0x3FFF) << 20) }
}

extension Message {
    /// The earliest of its times, s; it has one.
    fileprivate var earliest: Int64 {
        min(
            min(sent, delivered, opened, bounced),
            min(clicked, clickedAgain, unsubscribed, complained)
        )
    }

    /// The latest of its times, s; it has one.
    var latest: Int64 {
        func known(_ time: Int64) -> Int64 { time == Self.never ? .min : time }
        return max(
            max(known(sent), known(delivered), known(opened), known(bounced)),
            max(known(clicked), known(clickedAgain), known(unsubscribed), known(complained))
        )
    }
}

extension PackedMessage: NamesCombinations {
    mutating func renumberCombinations(
        _ body: (UInt32) throws(StateError) -> UInt32
    ) throws(StateError) {
        // Above the times of the first two words.
        for word in 0..<2 {
            let times = words[word] & ((1 << 44) - 1)
            words[word] = times | UInt64(try body(UInt32(words[word] >> 44))) << 44
        }
    }
}
