// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct MappedPathsTests {
    private func fields(_ list: [(String, [String])]) throws -> [VendorField] {
        let fields = try list.map { name, paths in
            (field: try #require(MappedField(name: name)), paths: paths)
        }
        return try MappedPaths.fields(fields, timeUnit: .seconds)
    }

    @Test func `a path is one slot with all its roles, kinds and the time's unit`() throws {
        let found = try fields([("time", ["at"]), ("id_parts", ["at", "x"]), ("human", ["x"])])
        #expect(found.map(\.specification.path) == ["at", "x"])
        #expect(found[0].roles == [.time, .idPart] && found[0].unit == .seconds)
        #expect(!found[0].specification.isLenient && found[1].specification.isLenient)
        #expect(found[1].roles == [.idPart, .human] && found[1].unit == .text)
        #expect(found[1].specification.kinds == [.bool, .string, .number])
    }

    @Test func `the paths of every field keep their order`() throws {
        let found = try fields([("user", ["a"]), ("device", ["b", "a"]), ("session", ["c", "b"])])
        #expect(found.map(\.specification.path) == ["c", "b", "a"])
    }

    @Test func `orders that contradict each other are told`() {
        let fault = #expect(throws: EventMapping.Fault.self) {
            try fields([("time", ["t"]), ("user", ["a", "b"]), ("device", ["b", "c", "a"])])
        }
        #expect(fault == .contradictory(["a", "b", "c"]))
    }

    @Test func `a value cannot hold another`() {
        let fault = #expect(throws: EventMapping.Fault.self) {
            try fields([("user", ["user", "user.id"]), ("device", ["users.id"])])
        }
        #expect(fault == .nested("user.id", below: "user"))
    }

    @Test func `there are as many paths as slots`() throws {
        let paths = (0..<65).map { "p\($0)" }
        #expect(try fields([("user", Array(paths.dropLast())), ("device", ["p0"])]).count == 64)
        let fault = #expect(throws: EventMapping.Fault.self) { try fields([("user", paths)]) }
        #expect(fault == .tooManyPaths(65))
    }
}
