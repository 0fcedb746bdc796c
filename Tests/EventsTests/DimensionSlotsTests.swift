// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct DimensionSlotsTests {
    private func slots(_ dimensions: [Dimension], limit: Int) -> (DimensionSlots, [ValueDictionary])
    {
        let schema = EventSchema(
            key: .fixed,
            dimensions: dimensions,
            wanted: .all,
            valueLimit: limit
        )
        let dictionaries = schema.makeDictionaries()
        return (DimensionSlots(schema, dictionaries), dictionaries)
    }

    @Test func `each slot has the numbers of its own dictionary`() {
        let (slots, dictionaries) = slots([.campaign, .country], limit: 10)
        _ = dictionaries[1].intern("it")
        #expect(slots.intern(ByteSlice("spring"), 0) == 2)
        #expect(slots.intern(ByteSlice("de"), 1) == 3)
        #expect(dictionaries[0].value(2) == "spring")
        #expect(dictionaries[1].value(3) == "de")
    }

    @Test func `large are those slots of texts that have thousands of values`() {
        let (slots, dictionaries) = slots([.campaign, .referrer, .country, .object], limit: 10_000)
        #expect(slots.large() == 0)
        for number in 0..<5_000 {
            for slot in [0, 1, 3] { _ = dictionaries[slot].intern("value \(number)") }
        }
        // Referrers are cut to their hosts and objects found by their identities.
        #expect(slots.large() == 0b1)
        for number in 0..<5_000 { _ = dictionaries[2].intern("value \(number)") }
        #expect(slots.large() == 0b101)
    }
}
