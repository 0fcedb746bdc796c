// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sinks

struct PushAnswerTests {
    @Test(
        arguments: [
            (200, .accepted), (204, .accepted), (301, .failed), (400, .refused), (401, .failed),
            (404, .failed), (408, .failed), (413, .refused), (422, .refused), (429, .failed),
            (500, .failed), (503, .failed),
        ] as [(Int, PushAnswer.Verdict)]
    )
    func `only a status that speaks of the content is final`(
        status: Int,
        verdict: PushAnswer.Verdict
    ) {
        #expect(PushAnswer.status(status, excerpt: "").verdict == verdict)
    }

    @Test func `an excerpt is one line of at most 200 bytes`() {
        #expect(PushAnswer.excerpt(Array("a\nb\u{7F}c".utf8)) == "a b c")
        #expect(PushAnswer.excerpt(Array(repeating: 65, count: 900)).utf8.count == 200)
        #expect(PushAnswer.status(500, excerpt: "no").sentence == "it answers with status 500: no")
        #expect(PushAnswer.none("Timeout was reached").sentence == "Timeout was reached")
    }
}
