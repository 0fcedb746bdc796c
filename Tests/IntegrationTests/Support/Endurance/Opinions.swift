// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// What the shop's story does not tell: surveys, reviews, mentions, messages and what is spent.
///
/// Some of it is changed later, within the time in which windows take it.
struct Opinions {
    private static let minute: Int64 = 60_000
    private static let hour: Int64 = 60 * minute
    private static let day: Int64 = 24 * hour

    private var random: SplitMix64
    private let partitions: Int32
    private var records: [TopicRecord] = []
    private var count = 0

    init(_ random: SplitMix64, partitions: Int32) {
        self.random = random
        self.partitions = partitions
    }

    /// About four a time and hour, in no order.
    mutating func records(from start: Int64, days: Int64) -> [TopicRecord] {
        for hour in 0..<days * 24 {
            let begin = start + hour * Self.hour + 1
            for _ in 0..<random.number(0...2) { survey(at: begin + random.number(0...Self.hour)) }
            for _ in 0..<random.number(0...3) { opinion(at: begin + random.number(0...Self.hour)) }
            for _ in 0..<random.number(0...1) { letter(at: begin + random.number(0...Self.hour)) }
            spend(at: begin + random.number(0...Self.hour - 2))
        }
        return records
    }

    private mutating func survey(at time: Int64) {
        count += 1
        let number = count
        let person = random.number(0...199)
        let who = #""user":"f-\#(person)","channel":"feedback","object":"survey-\#(number)""#
        tell("survey_invited", time, person, who)
        guard random.chance(60) else { return }
        var answered = time + random.number(Self.minute...4 * Self.day)
        let answer = who + #","response":"r-\#(number)","scale":10,"score":"#
        tell("survey_answered", answered, person, answer + "\(random.number(0...10))")
        guard random.chance(30) else { return }
        answered += random.number(Self.minute...90 * Self.minute)
        tell("survey_answered", answered, person, answer + "\(random.number(0...10))")
    }

    private mutating func opinion(at time: Int64) {
        count += 1
        let number = count
        let person = random.number(0...199)
        let isReview = random.chance(40)
        let who =
            #""user":"f-\#(person)","channel":"\#(isReview ? "feedback" : "social")","#
            + #""response":"o-\#(number)","#
        func text() -> String {
            isReview
                ? #""scale":5,"score":\#(random.number(1...5))"#
                : #""sentiment":"\#(random.pick(["positive", "neutral", "negative"]))""#
        }
        let type = isReview ? "review" : "mention"
        tell(type, time, person, who + text())
        guard random.chance(30) else { return }
        tell(type, time + random.number(Self.minute...90 * Self.minute), person, who + text())
    }

    private mutating func letter(at time: Int64) {
        let thread = random.number(0...5)
        let own = random.chance(30) ? #","own":true"# : ""
        let who = #""user":"f-\#(thread)","channel":"social","thread":"t-\#(thread)""#
        tell("direct_message", time, thread, who + own)
    }

    /// What a campaign has cost so far today, as it is known then.
    private mutating func spend(at time: Int64) {
        let number = random.number(0...9)
        let what =
            #""channel":"business","object":"ad-\#(number)-\#(time / Self.hour)","#
            + #""campaign":"c-\#(number % 3)","value":"#
        tell("spend", time, number, what + "\(random.number(100...9_999)).25")
        let later = time + random.number(Self.minute...90 * Self.minute)
        // An object and a day have one amount, so tomorrow's would be another.
        guard random.chance(40), later / Self.day == time / Self.day else { return }
        tell("spend", later, number, what + "\(random.number(100...9_999)).5")
    }

    private mutating func tell(_ type: String, _ time: Int64, _ key: Int64, _ rest: String) {
        let id = "o-\(records.count)"
        let text = #"{"type":"\#(type)","time":\#(time),"id":"\#(id)",\#(rest)}"#
        let partition = Int32(key) % partitions
        records.append(TopicRecord(partition: partition, timestamp: time, text: text))
    }
}
