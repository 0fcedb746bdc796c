// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// That every final stands once on the topic, whatever ends the daemon.
@Suite(.serialized) struct RestartTests {
    /// How often the daemon is ended; LONG_TESTS=1 ends it more often.
    private static let ends =
        ProcessInfo.processInfo.environment["LONG_TESTS"] == "1" ? 200 : 12

    @Test(arguments: [0, 1]) func `ended at any moment, it writes each final once and right`(
        aggregators: Int
    ) throws {
        var random = SplitMix64(seed: 0x5EED_0006 + UInt64(aggregators))
        var scene = try Scene("ended-\(aggregators)", partitions: 2)
        scene.sections["threads"] = "{aggregate: \(aggregators)}"
        let stage = try Stage(&scene, acts: Self.ends, seed: 6)
        for end in 0..<Self.ends {
            try stage.write(end, to: scene)
            let daemon = try scene.start()
            try daemon.awaitLog("reads")
            // At no named moment: while it reads, between commits, within them.
            Thread.sleep(forTimeInterval: Double(random.number(0...600)) / 1_000)
            // Killed, or told to end: then it has committed what it read.
            if end % 3 < 2 {
                daemon.kill()
            } else {
                #expect(daemon.stop() == 0, "\(daemon.log)")
            }
        }
        let daemon = try scene.start()
        try daemon.awaitLog("goes on from the stored state")
        try stage.expectWhole(daemon, scene)
    }
}
