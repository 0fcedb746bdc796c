// SPDX-License-Identifier: Apache-2.0

/// Where committed batches go.
public protocol CommitOutput: Sendable {
    /// Writes a batch and waits until all of it has arrived.
    ///
    /// Retries what can be retried for as long as it takes; returns false only when the batch can
    /// never arrive, or when `stop` is raised and the deadline of stopping has passed.
    func write(_ batch: CommitBatch, stop: StopSignal) -> Bool
}
