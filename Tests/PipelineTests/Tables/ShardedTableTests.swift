// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Pipeline

struct ShardedTableTests {
    /// Keys that crowd into few home slots of few shards.
    private static func key(_ random: inout SplitMix64) -> UInt64 {
        let shard = UInt64(random.number(0...2)) << 58
        return shard | UInt64(random.number(1...400)) | (random.chance(50) ? 0xFF0 : 0)
    }

    @Test func `a value passes to another key, joined with what that has`() {
        var table = ShardedTable<Int64>(limit: 3)
        func pass(_ key: UInt64, to heir: UInt64) -> Bool {
            table.pass(key, to: heir, isExpired: { $0 < 0 }) { own, passed in
                own.map { $0 * 10 + passed } ?? passed
            }
        }
        for (key, value) in [(1, 7), (2, 8), (3, -1)] as [(UInt64, Int64)] {
            _ = table.findOrInsert(key, initial: value, isExpired: { _ in false })
        }
        let passed = [pass(1, to: 2), pass(1, to: 2), pass(2, to: 2), pass(9, to: 4)]
        #expect(passed == [true, true, true, true])
        let values = [1, 2, 3, 4].map { table.find($0)?.value }
        #expect(values == [nil, 87, -1, nil])
        // What is expired is nothing, on both sides.
        let expired = [pass(2, to: 3), pass(3, to: 4), pass(4, to: 5)]
        #expect(expired == [true, true, true])
        let (count, last) = (table.count, table.find(5)?.value)
        #expect(count == 1 && last == 87)
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `random operations agree with a dictionary`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var table = ShardedTable<Int64>(limit: 100_000)
        var model: [UInt64: Int64] = [:]
        for step in 0..<20_000 {
            let key = Self.key(&random)
            switch random.number(0...9) {
            case 0...4:
                let value = Int64(step)
                let answer = table.findOrInsert(key, initial: value, isExpired: { _ in false })
                let found = try #require(answer)
                #expect(found.isNew == (model[key] == nil), "seed \(seed), step \(step)")
                #expect(found.entry.value == model[key, default: value])
                if random.chance(30) { found.entry.value += 1 }
                model[key] = found.entry.value
            case 5...7:
                table.remove(key)
                model[key] = nil
            default:
                let found = table.find(key)?.value
                #expect(found == model[key], "seed \(seed), step \(step)")
            }
            let count = table.count
            #expect(count == model.count, "seed \(seed), step \(step)")
        }
        for key in model.keys {
            let found = table.find(key)?.value
            #expect(found == model[key], "seed \(seed)")
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `expired entries make room, the others stay`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var table = ShardedTable<Int64>(limit: 2_000)
        var model: [UInt64: Int64] = [:]
        for now in 0..<40_000 as Range<Int64> {
            let key = HashMix.combine(UInt64(random.number(1...100_000)), seed)
            let isExpired = { (due: Int64) in now >= due }
            let lifetime = random.number(1...900)
            let answer = table.findOrInsert(key, initial: now + lifetime, isExpired: isExpired)
            let found = try #require(answer)
            if found.isNew {
                #expect(model[key].map(isExpired) ?? true, "seed \(seed): \(key) was lost")
                model[key] = now + lifetime
            } else {
                #expect(found.entry.value == model[key], "seed \(seed)")
            }
        }
        let count = table.count
        #expect(count < 2_000, "entries were dropped")
        for (key, due) in model where due > 40_000 {
            let found = table.find(key)?.value
            #expect(found == due, "seed \(seed)")
        }
    }

    @Test func `a full table refuses what is new and counts it, and finds what it has`() {
        var table = ShardedTable<Int>(limit: 3)
        for key in 1...3 as ClosedRange<UInt64> {
            _ = table.findOrInsert(key, initial: Int(key), isExpired: { _ in false })
        }
        let known = table.findOrInsert(2, initial: 0, isExpired: { _ in false })
        #expect(known?.entry.value == 2)
        let refused = table.findOrInsert(4, initial: 4, isExpired: { _ in false }) == nil
        #expect(refused)
        let (count, refusedCount) = (table.count, table.refusedCount)
        #expect(count == 3)
        #expect(refusedCount == 1)
        table.remove(1)
        let admitted = table.findOrInsert(4, initial: 4, isExpired: { _ in false }) != nil
        #expect(admitted)
    }

    @Test func `a full table drops an expired entry for a new one`() {
        var table = ShardedTable<Int>(limit: 3)
        for key in 1...3 as ClosedRange<UInt64> {
            _ = table.findOrInsert(key, initial: Int(key), isExpired: { _ in false })
        }
        let admitted = table.findOrInsert(4, initial: 4, isExpired: { $0 == 2 }) != nil
        #expect(admitted)
        let (dropped, kept, count) = (table.find(2) == nil, table.find(3)?.value, table.count)
        #expect(dropped)
        #expect(kept == 3)
        #expect(count == 3)
    }

    @Test func `a full table does not look through all its entries for each refusal`() {
        var table = ShardedTable<Int>(limit: 64_000)
        var looked = 0
        let isExpired = { (_: Int) in
            looked += 1
            return false
        }
        var number: UInt64 = 0
        while table.count < 64_000 {
            number += 1
            _ = table.findOrInsert(HashMix.combine(number, 1), initial: 0, isExpired: isExpired)
        }
        looked = 0
        for _ in 0..<20_000 {
            number += 1
            _ = table.findOrInsert(HashMix.combine(number, 1), initial: 0, isExpired: isExpired)
        }
        let refusedCount = table.refusedCount
        #expect(refusedCount == 20_000)
        #expect(looked < 50 * 20_000, "\(looked / 20_000) entries for each")
    }

    @Test(arguments: [64_000, 20_000])
    func `a full table takes keys as fast as entries expire, without looking at all for each`(
        living: Int
    ) {
        var table = ShardedTable<Int>(limit: 64_000)
        var (looked, refused) = (0, 0)
        for number in 1...400_000 {
            let found = table.findOrInsert(HashMix.combine(UInt64(number), 1), initial: number) {
                looked += 1
                return $0 <= number - living
            }
            if found == nil, number > 200_000 { refused += 1 }
        }
        #expect(looked < 80 * 400_000, "\(looked / 400_000) entries for each")
        // What has not expired fills all of the table in the first case, so a key must find the moment.
        #expect(refused <= (living == 64_000 ? 200_000 / 16 : 0), "\(refused)")
    }

    @Test func `keys of one shard are taken as fast as entries expire, cheaply`() {
        var table = ShardedTable<Int>(limit: 64_000)
        var looked = 0
        for number in 1...20_000 {
            _ = table.findOrInsert(UInt64(number), initial: number) {
                looked += 1
                return $0 <= number - 900
            }
        }
        #expect(looked < 80 * 20_000, "\(looked / 20_000) entries for each")
    }

    @Test(arguments: [1, 3] as [UInt64])
    func `looked through shard by shard, a table drops what has expired where that is enough`(
        seed: UInt64
    ) {
        var table = ShardedTable<Int>(limit: 64_000)
        for number in 1...20_000 {
            let key = HashMix.combine(UInt64(number), seed)
            _ = table.findOrInsert(key, initial: number, isExpired: { _ in false })
        }
        // One in a hundred is not worth it.
        for _ in 0..<64 { table.sweepNext { $0 % 100 == 0 } }
        let untouched = table.count
        #expect(untouched > 19_900)
        for _ in 0..<64 { table.sweepNext { $0 % 10 == 0 } }
        let count = table.count
        #expect(count == 18_000)
        for number in 1...20_000 {
            let found = table.find(HashMix.combine(UInt64(number), seed))?.value
            #expect(found == (number % 10 == 0 ? nil : number), "seed \(seed)")
        }
    }

    @Test func `a full table that was looked through takes keys again at once`() {
        var table = ShardedTable<Int>(limit: 64_000)
        for number in 1...64_000 {
            let key = HashMix.combine(UInt64(number), 1)
            _ = table.findOrInsert(key, initial: number, isExpired: { _ in false })
        }
        let refused = table.findOrInsert(1, initial: 0, isExpired: { _ in false }) == nil
        #expect(refused)
        for _ in 0..<64 { table.sweepNext { $0 % 2 == 0 } }
        let taken = table.findOrInsert(1, initial: 0, isExpired: { _ in false }) != nil
        #expect(taken)
    }

    @Test func `a key comes back after its entry was dropped`() {
        var table = ShardedTable<Int>(limit: 10)
        _ = table.findOrInsert(5, initial: 1, isExpired: { _ in false })
        table.remove(5)
        table.remove(5)
        let gone = table.find(5) == nil
        #expect(gone)
        let found = table.findOrInsert(5, initial: 2, isExpired: { _ in false })
        #expect(found?.isNew == true)
        #expect(found?.entry.value == 2)
        let count = table.count
        #expect(count == 1)
    }

    @Test(arguments: [1, 60, 5_000, 100_000])
    func `a table takes no more memory than its limit needs, and reaches the limit`(limit: Int) {
        var table = ShardedTable<UInt64>(limit: limit)
        let most = ShardedTable<UInt64>.mostBytes(limit: limit)
        var number: UInt64 = 0
        while table.count < limit, number < 2 * UInt64(limit) {
            number += 1
            let key = HashMix.combine(number, 3)
            _ = table.findOrInsert(key, initial: number, isExpired: { _ in false })
            if number % 512 == 0 { #expect(table.bytes <= most) }
        }
        let (count, bytes) = (table.count, table.bytes)
        #expect(count == limit)
        #expect(bytes <= most)
        for known in 1...number {
            let found = table.find(HashMix.combine(known, 3))?.value
            #expect(found == known)
        }
        for known in 1...number { table.remove(HashMix.combine(known, 3)) }
        let left = table.count
        #expect(left == 0)
    }

    @Test func `keys that all fall into one shard are refused there, and cheaply`() {
        var table = ShardedTable<Int>(limit: 6_400)
        var looked = 0
        for key in 1...6_400 as ClosedRange<UInt64> {
            _ = table.findOrInsert(key, initial: 0) { _ in
                looked += 1
                return false
            }
        }
        let (count, refusedCount, bytes) = (table.count, table.refusedCount, table.bytes)
        #expect(count >= 6_400 / 64)
        #expect(count + refusedCount == 6_400)
        #expect(bytes <= ShardedTable<Int>.mostBytes(limit: 6_400))
        #expect(looked < 100 * 6_400)
        let elsewhere = table.findOrInsert(1 << 60, initial: 0, isExpired: { _ in false }) != nil
        #expect(elsewhere)
    }
}
