// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import KPIs

struct StageTransitionEncoderTests {
    private let encoder = StageTransitionEncoder(application: "s\"hop", generation: 3)

    private func text(_ transition: StageTransition) -> String {
        var bytes: [UInt8] = []
        encoder.append(transition, emitted: 99, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `a way from stage to stage tells both times`() {
        let transition = StageTransition(
            person: 0xAB,
            from: .contact,
            to: .trust,
            start: 1_000,
            reached: 2_000
        )
        #expect(
            text(transition)
                == #"{"v":1,"application":"s\"hop","generation":3,"#
                + #""id":"00000000000000ab|contact|trust|1000","actor":"00000000000000ab","#
                + #""from":"contact","to":"trust","at":2000,"since":1000,"replaces":null,"#
                + #""emitted":99}"#
        )
        var key: [UInt8] = []
        encoder.appendKey(transition, to: &key)
        #expect(String(decoding: key, as: UTF8.self) == "00000000000000ab")
    }

    @Test func `who enters a stage comes from none`() {
        let transition = StageTransition(
            person: .max,
            from: nil,
            to: .visibility,
            start: 1_000,
            reached: 1_000
        )
        let text = text(transition)
        #expect(text.contains(#""id":"ffffffffffffffff||visibility|1000""#))
        #expect(text.contains(#""from":null,"to":"visibility","at":1000,"since":null"#))
    }

    @Test func `what replaces another names it`() {
        let transition = StageTransition(
            person: 1,
            from: .contact,
            to: .experience,
            start: 900,
            reached: nil,
            replacedStart: 1_000
        )
        let text = text(transition)
        #expect(text.contains(#""id":"0000000000000001|contact|experience|900""#))
        #expect(text.contains(#""at":null,"since":900,"#))
        #expect(text.contains(#""replaces":"0000000000000001|contact|experience|1000""#))
    }
}
