// SPDX-License-Identifier: Apache-2.0

/// The families that programs of all kinds have, by the names that dashboards know.
struct ProcessFamilies {
    let reading: ProcessReading

    private static let cpu = MetricFamily(
        .counter,
        "process_cpu",
        unit: "seconds",
        "CPU time of all threads."
    )
    private static let resident = MetricFamily(
        .gauge,
        "process_resident_memory",
        unit: "bytes",
        "Memory in use."
    )
    private static let start = MetricFamily(
        .gauge,
        "process_start_time",
        unit: "seconds",
        "When the process began, since 1970."
    )
    private static let open = MetricFamily(.gauge, "process_open_fds", "Open file descriptors.")
    private static let limit = MetricFamily(
        .gauge,
        "process_max_fds",
        "How many file descriptors can be open."
    )

    /// Writes them; what is not known is left out.
    func write(to writer: inout ExpositionWriter) {
        let numbers = [
            (Self.cpu, reading.cpuSeconds), (Self.resident, reading.residentBytes),
            (Self.start, reading.startSeconds), (Self.open, reading.openDescriptors),
            (Self.limit, reading.descriptorLimit),
        ]
        for (family, number) in numbers {
            writer.write(family) { samples in
                if let number { samples.add(number) }
            }
        }
    }
}
