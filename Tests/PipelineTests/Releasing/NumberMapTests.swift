// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Pipeline

struct NumberMapTests {
    private func map(_ mark: (inout NumberMarks) throws -> Void) throws -> NumberMap {
        let bench = try ReleaseBench()
        var marks = NumberMarks(try bench.stored)
        try mark(&marks)
        try marks.close(over: bench.stored, groupingSets: bench.definitions.plan.groupingSets)
        return NumberMap(marks)
    }

    @Test func `what is marked is numbered on in its order`() throws {
        let map = try map { marks in
            _ = try marks.combination(6)
            _ = try marks.combination(3)
        }
        #expect(try [0, 1, 3, 6].map { try map.combination($0) } == [0, 1, 2, 3])
        #expect(try [0, 1, 3, 6].map { try map.series($0, in: 1) } == [0, 1, 2, 3])
        #expect(try [0, 1, 3, 6].map { try map.value($0, of: 0) } == [0, 1, 2, 3])
        #expect(map.mention(6, of: 0) == 3 && map.mention(5, of: 0) == nil)
    }

    @Test func `what was not marked is never renumbered by a guess`() throws {
        let map = try map { _ in }
        #expect(throws: StateError.self) { try map.combination(2) }
        #expect(throws: StateError.self) { try map.series(2, in: 1) }
        #expect(throws: StateError.self) { try map.value(2, of: 1) }
    }

    @Test func `what is left says its parts in new numbers`() throws {
        let bench = try ReleaseBench()
        let map = try map { _ = try $0.combination(5) }
        let kept = try map.applied(
            to: bench.stored,
            groupingSets: bench.definitions.plan.groupingSets
        )
        #expect(kept.combinations == [[0], [1], [2]])
        #expect(kept.seriesOfCombinations == [[0, 1], [0, 0], [0, 2]])
        #expect(kept.series == [[[]], [[1], [0], [2]]])
        #expect(kept.values == [[Array("v5".utf8)], []])
    }
}
