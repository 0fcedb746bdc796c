// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct InputFormatTests {
    @Test(arguments: InputFormat.allCases)
    func `a format is read by its name and written back`(format: InputFormat) throws {
        let fields = format == .mapped ? ", fields: {time: t, type: e}" : ""
        let settings = try offline("inputs: [{topic: a, format: \(format.rawValue)\(fields)}]")
        #expect(settings.inputs.first?.format == format)
        #expect(try Settings.parse(settings.text, for: .offline).inputs == settings.inputs)
    }
}
