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

    @Test func `listed dimensions have slots of their own and more values`() {
        let schema = EventSchema(
            key: .fixed,
            dimensions: [.source],
            listed: [.object, .source, .referrer],
            listedTypes: [.all, .all, EventTypeSet(.order)],
            valueLimit: 2,
            listedLimit: 5
        )
        let dictionaries = schema.makeDictionaries()
        #expect(dictionaries.map(\.limit) == [2, 5, 5, 5])
        // So that the source's numbers differ.
        _ = dictionaries[2].intern("another")
        var decoder = EventDecoder(
            format: .native,
            schema: schema,
            source: "shop",
            dictionaries: dictionaries
        )
        let text =
            #"{"type":"page_view","time":1767261600000,"object":"/a","referrer":"https://b.test"}"#
        let record = Array(text.utf8)
        _ = decoder.open(unsafe record.span.bytes, timestamp: -1)
        var event = Event()
        guard case .event = decoder.next(&event) else {
            Issue.record("no event")
            return
        }
        let texts = (0..<3).map { dictionaries[$0].value(event.dimensions[$0]) }
        #expect(texts == ["shop", "/a", "shop"])
        #expect(event.dimensions[0] != event.dimensions[2])
        // Lists take no referrers of page views.
        #expect(event.dimensions[3] == ValueDictionary.absent && dictionaries[3].count == 0)
    }

    @Test func `nine dimensions are too many, however they are used`() async {
        await #expect(processExitsWith: .failure) {
            let all = Dimension.allCases
            _ = EventSchema(
                key: .fixed,
                dimensions: Array(all.prefix(5)),
                listed: Array(all.prefix(4))
            )
        }
    }

    @Test func `a set of types holds what it was given`() {
        let set: EventTypeSet = [EventTypeSet(.order), EventTypeSet(.alias)]
        let held = EventType.allCases.filter { set.contains($0) }
        #expect(held == [.order, .alias])
        #expect(EventType.allCases.allSatisfy { EventTypeSet.all.contains($0) })
    }

    @Test func `a dimension of objects needs their ids, whatever else does`() {
        let (named, others) = (
            EventSchema(key: .fixed, listed: [.object], identities: []),
            EventSchema(key: .fixed, dimensions: [.country], identities: [])
        )
        #expect(named.identities == .objects)
        #expect(others.identities.isEmpty)
    }
}
