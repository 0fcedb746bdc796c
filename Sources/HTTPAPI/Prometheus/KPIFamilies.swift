// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The families of the published values.
struct KPIFamilies {
    /// What is published.
    let state: PublishedState
    /// A watermark older than this, ms, is no basis for a value that claims to be current.
    let oldestWatermark: Int64

    private static let value = MetricFamily(
        .gauge,
        "streamgauge_kpi_value",
        "Value of the newest final window; absent without a denominator or a current watermark."
    )
    private static let live = MetricFamily(
        .gauge,
        "streamgauge_kpi_live",
        "Value of the running window so far."
    )
    private static let numerator = MetricFamily(
        .gauge,
        "streamgauge_kpi_numerator",
        "Numerator of the newest final window, or the count itself."
    )
    private static let denominator = MetricFamily(
        .gauge,
        "streamgauge_kpi_denominator",
        "Denominator of the newest final window."
    )
    private static let status = MetricFamily(
        .gauge,
        "streamgauge_kpi_status",
        "1 for the status of a KPI with a target, 0 for the others."
    )
    private static let windowEnd = MetricFamily(
        .gauge,
        "streamgauge_kpi_window_end_timestamp",
        unit: "seconds",
        "End of the newest final window."
    )

    /// Writes them.
    ///
    /// - Complexity: O(series).
    func write(to writer: inout ExpositionWriter) {
        if let watermark = state.status.watermark, watermark >= oldestWatermark {
            write(Self.value, state.finals, to: &writer) { $0.value.value }
        }
        // A window that is final is no running one any more.
        let live = state.live.indices.map { state.currentLive(of: $0) }
        write(Self.live, live, to: &writer) { $0.value.value }
        write(Self.numerator, state.finals, to: &writer) { $0.value.num }
        write(Self.denominator, state.finals, to: &writer) { $0.value.den }
        writeStatuses(to: &writer)
        write(Self.windowEnd, state.finals, to: &writer) { Double($0.end) / 1_000 }
    }

    private func writeStatuses(to writer: inout ExpositionWriter) {
        writer.write(Self.status) { samples in
            for (index, series) in state.series.enumerated() {
                guard let current = standing(index)?.status else { continue }
                for status in TargetStatus.allCases {
                    let labels = "\(series.labels),status=\"\(status.name)\""
                    samples.add(labels: labels, status == current ? 1 : 0)
                }
            }
        }
    }

    /// How a series stands: an early value may have turned its status after the newest final.
    private func standing(_ index: Int) -> TargetStanding? {
        guard let live = state.live[index]?.target else { return state.finals[index]?.target }
        guard let final = state.finals[index]?.target else { return live }
        return live.since > final.since ? live : final
    }

    private func write(
        _ family: MetricFamily,
        _ readings: [Reading?],
        to writer: inout ExpositionWriter,
        _ number: (Reading) -> Double?
    ) {
        writer.write(family) { samples in
            for (index, reading) in readings.enumerated() {
                guard let reading, let number = number(reading) else { continue }
                samples.add(labels: state.series[index].labels, number)
            }
        }
    }
}
