// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import KPIs

/// What `systemctl status` shows of a process that counts.
enum ServiceStatus {
    /// One line of a published status.
    static func text(_ status: PublishedStatus) -> String {
        guard status.isReady || status.reasons.isEmpty else {
            return "not ready: " + status.reasons.joined(separator: "; ")
        }
        let lags = status.partitions.compactMap(\.lag)
        var text = "reads \(status.partitions.count) partitions"
        if !lags.isEmpty { text += ", \(lags.reduce(0, +)) records behind" }
        guard let watermark = status.watermark else { return text + ", no event yet" }
        let time = Date(timeIntervalSince1970: Double(watermark) / 1_000)
        return text + ", watermark " + time.formatted(Date.ISO8601FormatStyle())
    }
}
