// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct ValueDictionaryTests {
    @Test func `values are numbered in order of first sight`() {
        let dictionary = ValueDictionary(limit: 10, key: .fixed)
        #expect(dictionary.intern("a") == 2)
        #expect(dictionary.intern("b") == 3)
        #expect(dictionary.intern("a") == 2)
        #expect(dictionary.count == 2)
        #expect(dictionary.value(2) == "a")
        #expect(dictionary.value(3) == "b")
    }

    @Test func `absent and overflow have their own numbers`() {
        let dictionary = ValueDictionary(limit: 1, key: .fixed)
        #expect(dictionary.intern("") == ValueDictionary.absent)
        #expect(dictionary.value(ValueDictionary.absent) == "")
        #expect(dictionary.value(ValueDictionary.overflow) == "other")
    }

    @Test func `a full dictionary gives the overflow number and counts`() {
        let dictionary = ValueDictionary(limit: 3, key: .fixed)
        let numbers = ["a", "b", "c", "d", "e", "a"].map { dictionary.intern($0) }
        #expect(numbers == [2, 3, 4, 1, 1, 2])
        #expect(dictionary.count == 3)
        #expect(dictionary.overflowCount == 2)
    }

    @Test func `a literal other is a value like any`() {
        let dictionary = ValueDictionary(limit: 3, key: .fixed)
        #expect(dictionary.intern("other") == 2)
    }

    @Test func `thousands of values keep their numbers`() {
        let dictionary = ValueDictionary(limit: 5000, key: .fixed)
        let texts = (0..<5000).map { "value \($0) \(String(repeating: "x", count: $0 % 40))" }
        let numbers = texts.map { dictionary.intern($0) }
        #expect(Set(numbers).count == 5000)
        #expect(texts.map { dictionary.intern($0) } == numbers)
        #expect(numbers.map { dictionary.value($0) } == texts)
    }

    @Test(arguments: ["it", "a", "summer18", "seven77", "nine99999", "sixteen letters!"])
    func `a NUL at the end makes another value, whatever else changes`(text: String) {
        let dictionary = ValueDictionary(limit: 100_000, key: .fixed)
        var texts = Set([text])
        // A length that stood where bytes do would cancel out with one of these.
        for nuls in 1...16 {
            for change in 0..<32 {
                var bytes = Array(text.utf8) + Array(repeating: 0, count: nuls)
                bytes[0] ^= UInt8(change)
                texts.insert(String(decoding: bytes, as: UTF8.self))
                texts.insert(String(decoding: bytes.dropLast(nuls), as: UTF8.self))
            }
        }
        let numbers = texts.map { dictionary.intern($0) }
        #expect(Set(numbers).count == texts.count)
        #expect(numbers.map { dictionary.value($0) } == Array(texts))
    }

    @Test func `each byte at each place makes another value, at each length`() {
        for length in [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17, 23, 24, 25, 31, 248, 255, 256] {
            let dictionary = ValueDictionary(limit: 100_000, key: .fixed)
            var count = 0
            for place in 0..<length {
                for byte in 1..<128 as Range<UInt8> {
                    var bytes = [UInt8](repeating: 0, count: length)
                    bytes[place] = byte
                    _ = dictionary.intern(unsafe bytes.span.bytes)
                    count += 1
                }
            }
            #expect(dictionary.count == count, "\(length) bytes")
        }
    }

    @Test(arguments: [(0, 0), (1, 1), (.max, 0x9E37_79B9_7F4A_7C15)] as [(UInt64, UInt64)])
    func `the two hashes of a value differ under every key`(first: UInt64, second: UInt64) {
        let seeds = ValueDictionary.seeds(IdentityKey(first: first, second: second))
        #expect(seeds.0 != seeds.1)
        for text in ["a", "summer18", "sixteen letters!"] as [StaticString] {
            let (one, other) = KeyedHash.pair(ByteSlice(text), seeds: seeds)
            #expect(one != other)
        }
    }

    @Test func `it is large from 4,096 values on`() {
        let dictionary = ValueDictionary(limit: 5000, key: .fixed)
        for number in 0..<4_095 { _ = dictionary.intern("value \(number)") }
        #expect(!dictionary.isLarge)
        _ = dictionary.intern("one more")
        #expect(dictionary.isLarge)
    }

    @Test func `a value that is announced keeps its number, known or not`() {
        let dictionary = ValueDictionary(limit: 3, key: .fixed)
        dictionary.prefetch(ByteSlice("a"))
        #expect(dictionary.count == 0)
        #expect(dictionary.intern("a") == 2)
        dictionary.prefetch(ByteSlice("a"))
        dictionary.prefetch(ByteSlice(""))
        #expect(dictionary.intern("a") == 2)
    }

    @Test(arguments: [("a", 256), ("ä", 256), ("€", 255), ("😀", 256)])
    func `a long value is cut at a character`(character: String, bytes: Int) {
        let dictionary = ValueDictionary(limit: 3, key: .fixed)
        let number = dictionary.intern(String(repeating: character, count: 300))
        let value = dictionary.value(number)
        #expect(value.utf8.count == bytes)
        #expect(value.allSatisfy { String($0) == character })
    }

    @Test func `values that share their first 256 bytes are one`() {
        let dictionary = ValueDictionary(limit: 3, key: .fixed)
        let common = String(repeating: "a", count: 256)
        #expect(dictionary.intern(common + "b") == dictionary.intern(common + "c"))
    }

    @Test(arguments: [true, false])
    func `an identity gives the number of its value`(hasIdentities: Bool) {
        let dictionary = ValueDictionary(limit: 3, key: .fixed, hasIdentities: hasIdentities)
        // Identities that share their low bits take the place of one another.
        let values: [(StaticString, UInt64)] = [("a", 4), ("b", 8), ("a", 4), ("c", 1), ("b", 8)]
        let numbers = values.map { dictionary.intern(ByteSlice($0.0), identity: $0.1) }
        #expect(numbers == [2, 3, 2, 4, 3])
        #expect(dictionary.intern("b") == 3)
        #expect(dictionary.intern(ByteSlice(""), identity: 4) == ValueDictionary.absent)
        for count in 1...2 {
            let number = dictionary.intern(ByteSlice("d"), identity: 12)
            #expect(number == ValueDictionary.overflow)
            #expect(dictionary.overflowCount == count)
        }
    }

    @Test func `another thread reads what has been counted while values come in`() async {
        let dictionary = ValueDictionary(limit: 20_000, key: .fixed)
        async let mismatches = Task.detached {
            var mismatches = 0
            var seen = 0
            while seen < 20_000 {
                seen = dictionary.count
                guard seen > 0 else { continue }
                let last = UInt32(seen + 1)
                if dictionary.value(last) != "value \(seen - 1)" { mismatches += 1 }
            }
            return mismatches
        }.value
        for index in 0..<20_000 { _ = dictionary.intern("value \(index)") }
        #expect(await mismatches == 0)
    }

    @Test func `a number that was never given is refused`() async {
        await #expect(processExitsWith: .failure) {
            _ = ValueDictionary(limit: 3, key: .fixed).value(2)
        }
    }
}
