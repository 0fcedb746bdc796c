// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct ProcessFamiliesTests {
    @Test func `what is known is shown under the names of dashboards`() {
        var writer = ExpositionWriter(format: .prometheus, appendingTo: [])
        let reading = ProcessReading(
            cpuSeconds: 1.5,
            residentBytes: 4_096,
            startSeconds: 1_750_000_000.25,
            openDescriptors: nil,
            descriptorLimit: .infinity
        )
        ProcessFamilies(reading: reading).write(to: &writer)
        let lines = String(decoding: writer.bytes, as: UTF8.self).split(separator: "\n")
        #expect(
            lines.filter { !$0.hasPrefix("# HELP") } == [
                "# TYPE process_cpu_seconds_total counter", "process_cpu_seconds_total 1.5",
                "# TYPE process_resident_memory_bytes gauge", "process_resident_memory_bytes 4096",
                "# TYPE process_start_time_seconds gauge",
                "process_start_time_seconds 1750000000.25",
                "# TYPE process_max_fds gauge", "process_max_fds +Inf",
            ]
        )
    }
}
