// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// Something that is killed.
enum Blow {
    /// The process that leads, after so many ms.
    case moment(Int64)
    /// The process that leads, at the nth such step of a commit.
    case step(API, isAnswer: Bool, count: Int)
    /// The broker, after so many ms; with it the process that leads, or not.
    case broker(Int64, takesLeader: Bool)

    /// As many blows as asked for, in an order that the seed decides.
    ///
    /// - Parameters:
    ///   - kills: of processes, a few more where the broker takes one along.
    ///   - brokerKills: of the broker, spread over the others.
    ///   - random: decides.
    /// - Returns: all of them.
    static func plan(kills: Int, brokerKills: Int, _ random: inout SplitMix64) -> [Blow] {
        let steps = API.ofCommit.flatMap { [($0, false), ($0, true)] }
        // Every step once before any comes twice, between as many random moments.
        var blows = (0..<kills).map { index in
            guard index.isMultiple(of: 2) else { return Blow.moment(random.number(0...1_500)) }
            let (api, isAnswer) = steps[index / 2 % steps.count]
            // Who begins is sure to ask for its id once only.
            let last: Int64 = api == .initProducerID ? 1 : 4
            return .step(api, isAnswer: isAnswer, count: Int(random.number(1...last)))
        }
        blows.shuffle(using: &random)
        for index in 0..<brokerKills {
            let place = blows.count * (index + 1) / (brokerKills + 1)
            let takesLeader = index % 3 == 2
            blows.insert(.broker(random.number(0...1_500), takesLeader: takesLeader), at: place)
        }
        return blows
    }
}
