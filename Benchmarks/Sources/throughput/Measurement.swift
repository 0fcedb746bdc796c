// SPDX-License-Identifier: Apache-2.0

/// One run of one case.
struct Measurement: Codable {
    var name: String
    /// Records read.
    var events: Int
    /// Those after the warm-up.
    var measuredEvents: Int
    /// User and system time for those.
    var cpuSeconds: Double
    /// User and system time of the process from its start on.
    var wholeCPUSeconds: Double
    var wallSeconds: Double
    var peakResidentBytes: Int
    /// What the case found, to see that all cases did their work.
    var findings: [String: Int]

    /// User and system seconds for a million events.
    var cpuPerMillion: Double { cpuSeconds / Double(measuredEvents) * 1e6 }
}
