// SPDX-License-Identifier: Apache-2.0

extension KafkaAdmin {
    /// The id that the cluster gave itself when it was made: two clusters never share one.
    ///
    /// Any thread.
    ///
    /// - Parameter timeoutMilliseconds: how long brokers may take.
    /// - Returns: nil when no broker tells it in time, or ever: those before 0.10.1 have none.
    public func clusterID(timeoutMilliseconds: Int = 10_000) -> String? {
        client.clusterID(timeoutMilliseconds: timeoutMilliseconds)
    }
}
