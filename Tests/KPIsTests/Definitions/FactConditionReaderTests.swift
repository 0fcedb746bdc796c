// SPDX-License-Identifier: Apache-2.0

import Events
import Testing
import YAMLText

@testable import KPIs

struct FactConditionReaderTests {
    private func read(
        _ text: String,
        of kind: FactKind = .sessionEnded
    ) throws(TextError) -> FactConditionReader {
        var reader = try YAMLReader(Array("where: \(text)".utf8), place: .file(name: "f.yaml"))
        guard case .mapping(let entries) = try reader.read().content else {
            preconditionFailure("the text is a mapping")
        }
        return try FactConditionReader(entries[0].value, of: kind)
    }

    private func ended(
        _ flags: FactFlags = [],
        duration: Int64 = 0,
        views: Int64 = 0,
        traffic: TrafficSource = .direct
    ) -> Fact {
        var fact = Fact(.sessionEnded, channel: .web, time: 0, combination: 0, flags: flags)
        (fact.value, fact.count, fact.word) = (duration, views, traffic.rawValue)
        return fact
    }

    @Test func `clauses restrict channel, flags, words and quantities together`() throws {
        let text = "channel = web | app and not engaged and views >= 2 and duration < 10s"
        let filter = try read(text).filter
        #expect(filter.takes(ended(duration: 9_999, views: 2)))
        #expect(!filter.takes(ended(duration: 10_000, views: 2)))
        #expect(!filter.takes(ended(duration: 1, views: 1)))
        #expect(!filter.takes(ended(.engaged, duration: 1, views: 2)))
        let social = try read("traffic = social | paid_social").filter
        #expect(social.takes(ended(traffic: .paidSocial)) && !social.takes(ended()))
    }

    @Test func `two clauses on a quantity hold both, and apart ones take nothing`() throws {
        let filter = try read("views > 1 and views <= 3").filter
        #expect((1...4).map { filter.takes(ended(views: $0)) } == [false, true, true, false])
        let none = try read("views > 3 and views < 2").filter
        #expect(!(0...5).contains { none.takes(ended(views: $0)) })
    }

    @Test func `quantities are compared in their own steps`() throws {
        #expect(try read("score >= 4.5", of: .answerGiven).filter.values == 4_500 ... .max)
        #expect(try read("scale = 10", of: .answerGiven).filter.counts == 10_000...10_000)
        #expect(try read("delay <= 1h", of: .messageOpened).filter.values == .min...3_600_000)
        #expect(try read("stage = trust", of: .stageEntered).filter.values == 3...3)
        #expect(try read("sentiment < -0.5", of: .textLabeled).filter.values == .min ... -501)
    }

    @Test func `goals are kept by name`() throws {
        let condition = try read("converted and goal = signup | order")
        #expect(condition.goals == ["signup", "order"])
        #expect(condition.words == "converted and goal = signup | order")
    }

    @Test(arguments: [
        ("engage", "`engage` is none of channel, converted, engaged, paged, acted, attended, "),
        ("not views", "`not` stands before yes-or-no properties, and `views` is none here"),
        ("views = 10s", "`10s` stands where a number was expected"),
        ("duration >= 10", "`10` stands where a duration such as `10s` was expected"),
        ("views 3", "`3` stands where `=`, `>`, `>=`, `<` or `<=` was expected"),
        ("metric = reach", "`metric` is none of channel"),
        ("traffic = sociall", "did you mean `social`?"),
        ("views != 3", "numbers are compared with"),
    ])
    func `what makes no sense is told with its place`(text: String, message: String) {
        do throws(TextError) {
            _ = try read(text)
            Issue.record("accepted")
        } catch {
            #expect(error.description.hasPrefix("f.yaml:1:"))
            #expect(error.description.contains(message), "\(error)")
        }
    }
}
