// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// That whatever breaks, and whenever, each final stands once on the topic and is right.
@Suite(.serialized) struct FaultTests {
    private static let isLong = ProcessInfo.processInfo.environment["LONG_TESTS"] == "1"

    @Test(arguments: [false, true]) func `killed at each step of a commit, it goes on`(
        behindAnswer: Bool
    ) throws {
        let broker = try KafkaBroker()
        defer { broker.stop() }
        let fault = StepFault()
        let proxy = try broker.proxy { fault.judge($0) }
        defer { proxy.stop() }
        var scene = try Scene("steps-\(behindAnswer)", partitions: 2, broker: broker)
        scene.connect(to: proxy)
        let rounds = Self.isLong ? 10 : 1
        let steps = Array(repeatElement(API.ofCommit, count: rounds).joined())
        let stage = try Stage(&scene, acts: steps.count)
        for (act, api) in steps.enumerated() {
            try stage.write(act, to: scene)
            // Not always the first of its kind: commits begin small.
            fault.arm(api, isAnswer: behindAnswer, count: api == .initProducerID ? 1 : 1 + act % 3)
            let daemon = try scene.start()
            fault.expose(daemon)
            try fault.awaitStrike()
            #expect(daemon.awaitEnd() == SIGKILL, "\(api): \(daemon.log)")
        }
        try stage.expectWhole(scene.start(), scene)
    }

    @Test func `an end of a transaction that comes late ends no other one`() throws {
        let broker = try KafkaBroker()
        defer { broker.stop() }
        let late = LateEnd()
        let proxy = try broker.proxy { late.judge($0) }
        defer { proxy.stop() }
        late.use(proxy)
        var scene = try Scene("late-end", partitions: 2, broker: broker)
        scene.connect(to: proxy)
        let stage = try Stage(&scene, acts: 1)
        try stage.write(0, to: scene)
        let daemon = try scene.start()
        try Patience.wait(for: "ends to come late") { late.releaseCount >= 6 ? true : nil }
        try stage.expectWhole(daemon, scene)
        #expect(!daemon.log.contains("invalid state"), "\(daemon.log)")
    }

    @Test func `a network that cuts, delays and loses`() throws {
        let broker = try KafkaBroker()
        defer { broker.stop() }
        let weather = Weather(seed: 0x5EED_0061)
        let proxy = try broker.proxy { weather.judge($0) }
        defer { proxy.stop() }
        var scene = try Scene("weather", partitions: 2, broker: broker)
        scene.connect(to: proxy)
        let acts = Self.isLong ? 60 : 6
        let stage = try Stage(&scene, acts: acts)
        let daemon = try scene.start()
        for act in 0..<acts {
            try stage.write(act, to: scene)
            Thread.sleep(forTimeInterval: 1)
            proxy.release()
            if act % 3 == 2 { proxy.cutAll() }
        }
        weather.clear()
        try stage.expectWhole(daemon, scene)
        #expect(weather.damageCount > 0)
    }

    @Test func `a broker that is killed again and again`() throws {
        let broker = try KafkaBroker()
        defer { broker.stop() }
        var scene = try Scene("broker-killed", partitions: 2, broker: broker)
        let acts = Self.isLong ? 20 : 3
        let stage = try Stage(&scene, acts: acts)
        let daemon = try scene.start()
        var random = SplitMix64(seed: 0x5EED_0062)
        for act in 0..<acts {
            try stage.write(act, to: scene)
            Thread.sleep(forTimeInterval: Double(random.number(0...800)) / 1_000)
            broker.stop()
            try broker.start()
        }
        try stage.expectWhole(daemon, scene)
    }
}
