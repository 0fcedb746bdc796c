// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct InputKeysTests {
    private static let described = """
        {topic: ads, format: mapped, fields: {type: event_type, time: [at, "$t"]}, layout: json, time_unit: us, \
        constants: {country: IT}, types: {"Signed up": conversion, 5: message_opened/machine}}
        """

    @Test func `a description is kept as it is written, and written back`() throws {
        let settings = try offline("inputs: [\(Self.described)]")
        let input = try #require(settings.inputs.first)
        #expect(input.format == .mapped && input.timeUnit == .microseconds)
        #expect(input.types?.yaml == #"{"Signed up": conversion, 5: message_opened/machine}"#)
        #expect(try Settings.parse(settings.text, for: .offline).inputs == settings.inputs)
        let types = "{a: order}"
        let other = try offline(
            "inputs: [\(Self.described)]",
            overrides: ["inputs.0.types=\(types)", "inputs.0.time_unit=s"]
        )
        #expect(other.inputs[0].types?.yaml == types && other.inputs[0].timeUnit == .seconds)
    }

    @Test(arguments: [
        (
            "inputs: [{topic: a, format: mapped}]",
            "f.yaml:1:29: `inputs.0` has the format `mapped` and no `fields`; add `fields: {"
        ),
        (
            "inputs: [{topic: a, fields: {type: t}}]",
            "f.yaml:1:29: `inputs.0.fields` is of no use with the format `native`; write `format:"
        ),
        (
            "inputs:\n  - topic: a\n    format: ga4\n    time_unit: ms\n",
            "f.yaml:4:16: `inputs.0.time_unit` is of no use with the format `ga4`"
        ),
        (
            "inputs: [{topic: a, format: form, layout: query}]",
            "f.yaml:1:43: `inputs.0.layout` is of no use with the format `form`"
        ),
        (
            "inputs: [{topic: a, format: mapped, fields: {}, layout: xml}]",
            "f.yaml:1:57: `inputs.0.layout` must be one of json, query, not `xml`"
        ),
        (
            "inputs: [{topic: a, constants: {country: IT}}]",
            "f.yaml:1:32: `inputs.0.constants` is of no use with the format `native`"
        ),
        (
            "inputs: [{topic: a, format: mapped, fields: [t]}]",
            "f.yaml:1:45: `inputs.0.fields` must be a mapping, not a list"
        ),
        (
            "inputs: [{topic: a, format: mapped, fields: {}, time_unit: min}]",
            "f.yaml:1:60: `inputs.0.time_unit` must be one of rfc3339, utc, s, ms, us, not `min`"
        ),
        (
            "inputs: [{topic: a, format: x, types: {a: order}}]",
            "f.yaml:1:39: `inputs.0.types` is of no use with the format `x`"
        ),
        ("inputs: [{topic: a, tipes: {a: order}}]", "the nearest known key is `inputs.0.types`"),
    ])
    func `a description at odds with the format is told with its place`(
        text: String,
        sentence: String
    ) {
        #expect(faults(text).count == 1 && faults(text)[0].contains(sentence), "\(faults(text))")
    }
}
