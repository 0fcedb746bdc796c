// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct IdentityHasherTests {
    private let hasher = IdentityHasher(key: .fixed, source: "shop")

    private func id(_ texts: [StaticString], _ kind: IdentityKind = .event) -> UInt64 {
        var parts = hasher.beginParts(kind)
        for (place, text) in texts.enumerated() where text.utf8CodeUnitCount > 0 {
            parts.add(ByteSlice(text), at: place)
        }
        return hasher.identity(parts, kind)
    }

    @Test func `an id of parts depends on each, on their order and on absent ones`() {
        #expect(id(["a", "b"]) == id(["a", "b"]))
        let lists: [[StaticString]] = [
            ["a", "b"], ["b", "a"], ["ab", ""], ["a", "", "b"], ["", "ab"], ["a"], ["", "a"],
            ["abcdefgh", "i"], ["abcdefghi"], ["abcdefgh", "", "i"], ["abcdefgh"], ["a\0", "b"],
            ["a", "\0b"],
        ]
        let ids = lists.map { id($0) } + lists.map { id($0, .anonymous) }
        #expect(Set(ids).count == ids.count && !ids.contains(0))
    }

    @Test func `an id of one part is not that of its text`() {
        #expect(id(["a"], .anonymous) != hasher.identity(ByteSlice("a"), .anonymous))
    }

    @Test func `an id of a day is another on the next`() {
        func daily(_ day: Int64, _ hasher: IdentityHasher) -> UInt64 {
            var event = Event()
            hasher.setID(ByteSlice("i"), ofDay: day, &event)
            return event.id
        }
        #expect(daily(5, hasher) == daily(5, hasher))
        #expect(daily(5, hasher) != daily(6, hasher))
        let other = IdentityHasher(key: .fixed, source: "other")
        #expect(daily(5, hasher) != daily(5, other))
    }

    @Test func `an event without an id is known by its bytes`() {
        var event = Event()
        hasher.setID(ByteSlice(""), orHashOf: ByteSlice("{}"), &event)
        #expect(event.id != 0 && !event.flags.contains(.hasID))
    }

    @Test func `an id that nobody looks at is 0, the others are what they are`() {
        for wanted in [.events, .persons, .names, [.objects, .messages]] as [IdentitySet] {
            let narrow = IdentityHasher(key: .fixed, source: "shop", wanted: wanted)
            for kind in IdentityKind.allCases {
                let (all, some) = (
                    hasher.identity(ByteSlice("a"), kind), narrow.identity(ByteSlice("a"), kind)
                )
                #expect(some == (wanted.contains(kind) ? all : 0), "\(kind) of \(wanted)")
            }
        }
    }

    @Test func `events whose ids nobody looks at have none, however they are told apart`() {
        let narrow = IdentityHasher(key: .fixed, source: "shop", wanted: .persons)
        var event = Event()
        narrow.setID(ByteSlice("i"), orHashOf: ByteSlice("{}"), &event)
        #expect(event.id == 0 && event.flags.contains(.hasID))
        narrow.setID(ByteSlice("i"), ofDay: 5, &event)
        narrow.tellApart(byTimeOf: &event)
        narrow.setMessage(ByteSlice("m"), recipient: ByteSlice("r"), &event)
        #expect(event.id == 0 && event.message == 0)
        #expect(narrow.identity(narrow.beginParts(.event), .event) == 0)
    }

    @Test func `who wants messages has the persons that stand for recipients`() {
        #expect(IdentitySet.messages.isSuperset(of: .persons))
        let ids = Set(IdentityKind.allCases).subtracting([.source, .content])
        #expect(ids.allSatisfy { IdentitySet.all.contains($0) })
    }
}
