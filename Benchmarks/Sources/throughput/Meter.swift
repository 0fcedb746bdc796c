// SPDX-License-Identifier: Apache-2.0

import CPlatform

/// CPU time of this process after a warm-up of a tenth of the events.
struct Meter {
    private let events: Int
    private let clock = ContinuousClock()
    private let began: ContinuousClock.Instant
    private var warmCount = 0
    private var warmCPU: Int64 = 0
    private var count = 0

    init(events: Int) {
        self.events = events
        began = clock.now
    }

    mutating func note(_ count: Int) {
        self.count = count
        guard warmCount == 0, count >= events / 10 else { return }
        warmCount = count
        warmCPU = sg_process_cpu_microseconds()
    }

    func measurement(of name: String, findings: [String: Int]) -> Measurement {
        let cpu = sg_process_cpu_microseconds()
        return Measurement(
            name: name,
            events: count,
            measuredEvents: count - warmCount,
            cpuSeconds: Double(cpu - warmCPU) / 1e6,
            wholeCPUSeconds: Double(cpu) / 1e6,
            wallSeconds: (clock.now - began) / .seconds(1),
            peakResidentBytes: Int(sg_process_peak_resident_bytes()),
            findings: findings
        )
    }
}
