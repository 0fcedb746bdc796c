// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct IdentityHasherTests {
    private let hasher = IdentityHasher(key: .fixed, source: "shop")

    private func id(_ parts: [StaticString]) -> UInt64 {
        parts.enumerated().filter { $0.element.utf8CodeUnitCount > 0 }.reduce(0) { hash, part in
            hasher.adding(ByteSlice(part.element), at: part.offset, to: hash, .event)
        }
    }

    @Test func `an id of parts depends on each, on their order and on absent ones`() {
        #expect(id(["a", "b"]) == id(["a", "b"]))
        #expect(
            Set([id(["a", "b"]), id(["b", "a"]), id(["ab", ""]), id(["a", "", "b"])]).count == 4
        )
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
}
