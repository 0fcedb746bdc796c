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

    @Test(arguments: [
        ("views > 1.5", [2, 3]), ("views >= 1.5", [2, 3]), ("views < 2.4", [0, 1, 2]),
        ("views <= 2.4", [0, 1, 2]), ("views = 1.5", []), ("views = 2", [2]),
    ])
    func `a limit between two whole numbers is not rounded`(text: String, taken: [Int64]) throws {
        let filter = try read(text).filter
        #expect((0...3).filter { filter.takes(ended(views: $0)) } == taken)
    }

    @Test func `two clauses on a channel or the traffic hold both, and apart ones take nothing`()
        throws
    {
        let both = try read("channel = web | app and channel = app | email").filter
        #expect(both == FactFilter(channels: [.app]))
        #expect(!(try read("channel = app and channel = web").filter.takes(ended())))
        let traffic = try read("traffic = social | email and traffic = email | search").filter
        #expect(
            [.social, .email, .search].map { traffic.takes(ended(traffic: $0)) }
                == [false, true, false]
        )
        let none = try read("traffic = social and traffic = email").filter
        #expect(!TrafficSource.allCases.contains { none.takes(ended(traffic: $0)) })
    }

    @Test func `two metrics take nothing, and the same one twice is one`() throws {
        let facts = TotalsMetric.allCases.map {
            Fact(.totalsRead, channel: .social, time: 0, combination: 0, metric: $0)
        }
        let none = try read("metric = fans and metric = reach", of: .totalsRead).filter
        #expect(!facts.contains { none.takes($0) })
        let one = try read("metric = fans and metric = fans", of: .totalsRead).filter
        #expect(facts.filter { one.takes($0) }.map(\.metric) == [.fans])
    }

    @Test func `of two clauses on goals both must be reached`() throws {
        for text in ["goal = a and goal = b | c", "goal = b | c and goal = a"] {
            let condition = try read(text)
            #expect(condition.goals == ["b", "c"] && condition.everyGoal == ["a"])
        }
        let three = try read("goal = a and goal = b and goal = c")
        #expect(three.goals == ["a"] && three.everyGoal == ["b", "c"])
    }

    @Test func `a condition that nothing holds does not take what has nothing to measure`() throws {
        let filter = try read("silence > 3d and silence < 2d", of: .fanWrote).filter
        let first = Fact(.fanWrote, channel: .social, time: 0, combination: 0, value: .max)
        #expect(!filter.takes(first))
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
        ("goal = a | b and goal = c | d", "two clauses name several goals each; keep one"),
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
