// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct DimensionAdmissionTests {
    private static let day: Int64 = 86_400_000

    private func event(_ numbers: [UInt32], at time: Int64) -> Event {
        var event = Event()
        event.time = time
        for (slot, number) in numbers.enumerated() { event.dimensions[slot] = number }
        return event
    }

    @Test func `values that are not admitted count as other, and are counted`() {
        let schema = EventSchema(
            key: .fixed,
            dimensions: [.campaign, .country],
            listed: [.object],
            valueLimit: 8,
            admittedLimit: 1
        )
        let dictionaries = schema.makeDictionaries()
        var admission = DimensionAdmission(
            schema: schema,
            dictionaries: dictionaries,
            expected: [["never", ""]]
        )
        #expect(dictionaries[0].value(2) == "never")
        let (a, b) = (dictionaries[0].intern("a"), dictionaries[0].intern("b"))
        let it = dictionaries[1].intern("IT")
        let pages = ["/a", "/b"].map { dictionaries[2].intern($0) }
        var first = event([a, it, pages[0]], at: Self.day - 1)
        var second = event([b, it, pages[1]], at: 5)
        var third = event([2, 0, pages[1]], at: 0)
        admission.apply(to: &first)
        admission.apply(to: &second)
        admission.apply(to: &third)
        #expect((0..<3).map { first.dimensions[$0] } == [a, it, pages[0]])
        #expect((0..<3).map { second.dimensions[$0] } == [1, it, pages[1]])
        #expect((0..<3).map { third.dimensions[$0] } == [2, 0, pages[1]])
        #expect(dictionaries.map(\.overflowCount) == [1, 0, 0])
        // The day before is another day, also before 1970.
        var before = event([b, it, 0], at: -1)
        admission.apply(to: &before)
        #expect(before.dimensions[0] == b)
    }

    @Test func `without a limit every value is admitted`() {
        let schema = EventSchema(key: .fixed, dimensions: [.campaign], valueLimit: 8)
        let dictionaries = schema.makeDictionaries()
        var admission = DimensionAdmission(schema: schema, dictionaries: dictionaries)
        for text in ["a", "b", "c"] {
            let number = dictionaries[0].intern(text)
            var event = event([number], at: 5)
            admission.apply(to: &event)
            #expect(event.dimensions[0] == number)
        }
        #expect(dictionaries[0].overflowCount == 0)
    }
}
