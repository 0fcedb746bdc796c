// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Pipeline

struct NumberMarksTests {
    @Test func `the first combinations and series are marked always`() throws {
        let marks = NumberMarks(try ReleaseBench().stored)
        #expect(marks.combinations.prefix(3) == [true, true, false])
        #expect(marks.series[0] == [true])
        #expect(marks.series[1].prefix(3) == [true, true, false])
        #expect(marks.values[0] == [Bool](repeating: false, count: 5))
    }

    @Test func `a combination marks its series and both their values`() throws {
        let bench = try ReleaseBench()
        var numbers = try bench.stored
        // As of a combination whose series came from another value.
        numbers.seriesOfCombinations[3] = [0, 6]
        var marks = NumberMarks(numbers)
        #expect(try marks.combination(3) == 3)
        try marks.close(over: numbers, groupingSets: bench.definitions.plan.groupingSets)
        #expect(marks.series[1] == [true, true, false, false, false, false, true])
        #expect(marks.values[0] == [false, true, false, false, true])
    }

    @Test func `a series of a grouping set that is new marks nothing`() throws {
        let bench = try ReleaseBench()
        var numbers = try bench.stored
        numbers.seriesOfCombinations[3] = [0, CombinationTable.unknownSeries]
        var marks = NumberMarks(numbers)
        _ = try marks.combination(3)
        try marks.close(over: numbers, groupingSets: bench.definitions.plan.groupingSets)
        #expect(marks.series[1].count { $0 } == 2)
        #expect(marks.values[0] == [false, true, false, false, false])
    }

    @Test func `absent values and other need no mark, a mention makes none`() throws {
        var marks = NumberMarks(try ReleaseBench().stored)
        #expect(try marks.value(0, of: 0) == 0 && marks.value(1, of: 0) == 1)
        #expect(try marks.mention(4, of: 0) == 4)
        #expect(marks.values[0] == [Bool](repeating: false, count: 5))
    }

    @Test func `what there is not is damage`() throws {
        var marks = NumberMarks(try ReleaseBench().stored)
        #expect(throws: StateError.self) { try marks.value(7, of: 0) }
        #expect(throws: StateError.self) { try marks.mention(7, of: 0) }
        #expect(throws: StateError.self) { try marks.combination(7) }
        #expect(throws: StateError.self) { try marks.series(7, in: 1) }
        #expect(throws: StateError.self) { try marks.series(1, in: 0) }
    }
}
