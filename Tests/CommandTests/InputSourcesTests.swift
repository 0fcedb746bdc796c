// SPDX-License-Identifier: Apache-2.0

import Settings
import Testing

@testable import streamgauge

struct InputSourcesTests {
    @Test func `what a pattern finds is of one input, and so are partitions of a topic`() {
        var (named, found) = (Settings.Input(), Settings.Input())
        named.topics = ["clicks"]
        found.pattern = "^web\\."
        let sources = InputSources([named, found])
        let topics: Set = ["clicks", "web.a", "web.b", "mail"]
        func sharing(_ known: Set<String>) -> Set<String> {
            sources.sharing(inputsOf: known, among: topics)
        }
        #expect(sharing(["clicks"]) == ["clicks"])
        #expect(sharing(["web.gone"]) == ["web.a", "web.b"])
        #expect(sharing(["mail"]) == ["mail"])
        #expect(sharing([]) == [])
    }
}
