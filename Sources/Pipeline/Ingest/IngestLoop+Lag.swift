// SPDX-License-Identifier: Apache-2.0

extension IngestLoop where Stage: ~Copyable {
    /// How far the ends of the inputs are, as the brokers told them last.
    func lag(_ counts: [RecordCounts]) -> InputLag {
        var lag = InputLag(records: 0, isWhole: hasAllRestored && !partitions.isEmpty)
        for (number, counts) in counts.enumerated() where retired[number] == nil {
            if let records = counts.lag(behind: end(of: number)) {
                lag.records += records
            } else {
                lag.isWhole = false
            }
        }
        return lag
    }
}
