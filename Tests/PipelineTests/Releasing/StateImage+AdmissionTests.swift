// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

/// Which values days of admission keep.
struct `StateImage+AdmissionTests` {
    private static let day: Int64 = 86_400_000
    /// Of the watermark.
    private static let today: Int64 = 20_000

    /// A bench whose days have admitted the value of a number each.
    private func bench(days: [Int64: UInt32]) throws -> ReleaseBench {
        var bench = try ReleaseBench()
        var clocks = StateWriter()
        clocks.write(Self.today * Self.day)
        var rest = try bench.image.single(.clocks)
        _ = try rest.read(Int64.self)
        clocks.write(Array(try rest.readRest()))
        bench.image.replace(.clocks, with: clocks.bytes)
        for (number, value) in days {
            let place = UInt32(number & 63)
            bench.set(.admission, part: place) { writer in
                DimensionAdmission.KeptDay(number: number, admitted: 3, values: [value - 2])
                    .write(to: &writer)
            }
        }
        return bench
    }

    private func days(_ bench: ReleaseBench) throws -> [Int64: DimensionAdmission.KeptDay] {
        var days: [Int64: DimensionAdmission.KeptDay] = [:]
        for part in bench.image.section(.admission) where part.number < 64 {
            var content = part.content
            let day = try DimensionAdmission.KeptDay(from: &content)
            days[day.number] = day
        }
        return days
    }

    @Test func `a day keeps its values while an event of it may be counted`() throws {
        var bench = try bench(days: [Self.today: 6, Self.today - 1: 4, Self.today - 9: 3])
        let reach = NumberLayout(bench.definitions).dayReach
        #expect(reach < 8 * Self.day)
        bench.setRow(series: 5)
        let released = try bench.released()
        #expect(try released.countries == ["v4", "v5", "v6"])
        let days = try days(released)
        #expect(days[Self.today]?.values == [2] && days[Self.today - 1]?.values == [0])
        // It goes on to say how many it has admitted.
        #expect(days[Self.today - 9]?.values == [] && days[Self.today - 9]?.admitted == 3)
    }

    @Test func `an old day keeps the values that something else names`() throws {
        var bench = try bench(days: [Self.today - 9: 3])
        bench.setRow(series: 3)
        let released = try bench.released()
        #expect(try released.countries == ["v3"])
        #expect(try days(released)[Self.today - 9]?.values == [0])
    }

    @Test func `counts keep their values until the day after has chosen by them`() throws {
        var bench = try bench(days: [Self.today: 2])
        bench.set(.admission, part: 64) { writer in
            let even = Self.today.isMultiple(of: 2)
            let numbers = even ? [Self.today, Self.today - 1] : [Self.today - 1, Self.today]
            var counts = DimensionAdmission.KeptCounts(days: numbers)
            counts.values[even ? 0 : 1] = [(1, 10), (4, 20)]
            counts.values[even ? 1 : 0] = [(2, 30), (4, 40)]
            counts.write(to: &writer)
        }
        let released = try bench.released()
        #expect(try released.countries == ["v2", "v3", "v6"])
        let part = try #require(released.image.section(.admission).first { $0.number == 64 })
        var content = part.content
        let counts = try DimensionAdmission.KeptCounts(from: &content)
        let turn = Int(Self.today & 1)
        #expect(counts.values[turn].map(\.value) == [1, 2])
        #expect(counts.values[turn].map(\.count) == [10, 20])
        #expect(counts.values[1 - turn].map(\.value) == [2])
        #expect(counts.values[1 - turn].map(\.count) == [40])
    }
}
