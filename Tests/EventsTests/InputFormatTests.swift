// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct InputFormatTests {
    @Test func `every format has fields, and the first is its type's or its time's`() {
        for format in InputFormat.allCases where format != .mapped {
            #expect(!format.fields.isEmpty && !format.fieldName(0).isEmpty, "\(format)")
            #expect(format.fieldName(format.fields.count) == "", "\(format)")
            #expect(format.reason(ofSlot: 0) == .type, "\(format)")
        }
    }

    @Test func `times have the unit that the vendor declares`() {
        #expect(InputFormat.native.timeUnit(ofSlot: 1) == .text)
        #expect(InputFormat.posthog.timeUnit(ofSlot: 1) == .textUTC)
        #expect(InputFormat.amplitude.timeUnit(ofSlot: 1) == .milliseconds)
        #expect(InputFormat.sendgrid.timeUnit(ofSlot: 1) == .seconds)
        #expect(InputFormat.ga4.timeUnit(ofSlot: 1) == .microseconds)
    }

    @Test func `the format that settings describe has nothing of its own`() {
        #expect(InputFormat.mapped.fields.isEmpty && InputFormat.mapped.vendor == nil)
    }
}
