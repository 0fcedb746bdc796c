// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import streamgauge

struct ControlGroupTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func write(_ text: String, to path: String) throws {
        let file = URL(filePath: folder.path(path))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    private func group(_ membership: String) -> ControlGroup {
        ControlGroup(mount: URL(filePath: folder.path), membership: membership)
    }

    @Test func `the tightest of a group and of all around it counts`() throws {
        try write("2000000000\n", to: "system.slice/memory.max")
        try write("50000 100000\n", to: "system.slice/cpu.max")
        try write("3000000000\n", to: "system.slice/streamgauge.service/memory.max")
        try write("max 100000\n", to: "system.slice/streamgauge.service/cpu.max")
        let group = group("0::/system.slice/streamgauge.service\n")
        #expect(group.memoryBytes == 2_000_000_000)
        #expect(group.processors == 0.5)
    }

    @Test func `in a container the group is the mount itself`() throws {
        try write("1073741824\n", to: "memory.max")
        try write("150000 100000\n", to: "cpu.max")
        let group = group("0::/\n")
        #expect(group.memoryBytes == 1_073_741_824)
        #expect(group.processors == 1.5)
    }

    @Test(arguments: ["", "12:memory:/docker/1\n", "0::/nobody\n", "0::/../../etc\n"])
    func `where nothing is said nothing is limited`(membership: String) throws {
        try write("max\n", to: "memory.max")
        let group = group(membership)
        #expect(group.memoryBytes == nil && group.processors == nil)
        #expect(group.warning(memoryLimitBytes: .max) == nil)
    }

    @Test func `a memory limit that the quota cannot hold is told with one that it can`() throws {
        try write("1000000000\n", to: "memory.max")
        let group = group("0::/\n")
        #expect(group.warning(memoryLimitBytes: 800_000_000) == nil)
        let warning = try #require(group.warning(memoryLimitBytes: 800_000_001))
        #expect(warning.contains("limits.memory is 801 MB"))
        #expect(warning.contains("1000 MB (memory.max)"))
        #expect(warning.contains("set limits.memory to 800MB at most"))
    }
}
