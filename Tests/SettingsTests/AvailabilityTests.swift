// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct AvailabilityTests {
    @Test(arguments: [
        ("state: {shards: 64}", "1:9: `state.shards`")
    ])
    func `a key of a later version is refused with a sentence`(text: String, start: String) {
        #expect(faults(text) == ["f.yaml:\(start) is not available in this version; remove it"])
    }

    @Test(arguments: [
        ("threads: {ingest: 2}", "1:19: `threads.ingest: 2`", "1"),
        ("threads: {aggregate: 2}", "1:22: `threads.aggregate: 2`", "0 or 1"),
    ])
    func `a value of a later version is refused with those of this one`(
        text: String,
        start: String,
        values: String
    ) {
        #expect(
            faults(text) == ["f.yaml:\(start) is not available in this version; use \(values)"]
        )
    }

    @Test func `a format of no version is refused with those there are`() {
        let formats = InputFormat.allCases.map(\.rawValue).joined(separator: ", ")
        #expect(
            faults("inputs: [{topic: a, format: xml}]") == [
                "f.yaml:1:29: `inputs.0.format` must be one of \(formats), not `xml`;"
                    + " choose one of them"
            ]
        )
    }

    @Test func `the environment is refused alike`() {
        #expect(
            faults("", environment: ["STREAMGAUGE_STATE_SHARDS": "64"]) == [
                "STREAMGAUGE_STATE_SHARDS: `state.shards` is not available in this version;"
                    + " remove it"
            ]
        )
    }

    @Test func `what is listed as limited is a known key`() {
        #expect(Availability.values.allSatisfy { SettingsReference.byPath[$0.path] != nil })
        #expect(Availability.keys.allSatisfy { SettingsReference.byPath[$0] == nil })
    }
}
