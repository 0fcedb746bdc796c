// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct EventSchemaTests {
    @Test func `a dimension's slot is its place in the list`() {
        let schema = EventSchema(key: .fixed, dimensions: [.country, .campaign])
        #expect(schema.slot(of: .country) == 0)
        #expect(schema.slot(of: .campaign) == 1)
        #expect(schema.slot(of: .label) == nil)
        #expect(schema.makeDictionaries().count == 2)
    }

    @Test func `nine dimensions are refused`() async {
        await #expect(processExitsWith: .failure) {
            _ = EventSchema(key: .fixed, dimensions: Array(Dimension.allCases.prefix(9)))
        }
    }

    @Test func `a dimension listed twice is refused`() async {
        await #expect(processExitsWith: .failure) {
            _ = EventSchema(key: .fixed, dimensions: [.label, .label])
        }
    }

    @Test func `a set of types holds what it was given`() {
        let set: EventTypeSet = [EventTypeSet(.order), EventTypeSet(.alias)]
        let held = EventType.allCases.filter { set.contains($0) }
        #expect(held == [.order, .alias])
        #expect(EventType.allCases.allSatisfy { EventTypeSet.all.contains($0) })
    }
}
