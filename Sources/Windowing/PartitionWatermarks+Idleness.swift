// SPDX-License-Identifier: Apache-2.0

import Synchronization

// Writer thread only.
extension PartitionWatermarks {
    /// Lets time pass: finds partitions that are idle by now, and ages the watermark if all are.
    ///
    /// The result does not depend on how often it is called: partitions become idle at the moment
    /// when their quiet time was over, and elapsed time counts from the last such moment.
    ///
    /// Silence of an unhealthy source tells nothing. So a tick without health adds no time, ends all
    /// idleness, and every quiet time begins anew. After a stall of the caller, say `false` once.
    ///
    /// - Parameters:
    ///   - now: Monotonic ms.
    ///   - sourceIsHealthy: false during restore, lag or an outage of the broker.
    /// - Complexity: O(partitions).
    public func tick(now: Int64, sourceIsHealthy: Bool) {
        guard sourceIsHealthy else { return endSilence(now) }
        fallSilent(now)
        guard partitionCount > 0, unsafe state.pointee.idleCount == partitionCount else { return }
        let elapsed = unsafe now - state.pointee.agedUntil
        guard elapsed > 0 else { return }
        unsafe state.pointee.agedUntil = now
        guard current != .min else { return }
        published.store(current + elapsed, ordering: .relaxed)
        isAged.store(true, ordering: .relaxed)
    }

    private func endSilence(_ now: Int64) {
        for partition in 0..<partitionCount {
            unsafe partitions[partition].beginQuiet(at: now)
        }
        countIdle()
        advance()
    }

    private func countIdle() {
        unsafe state.pointee.idleCount = (0..<partitionCount).count { isIdle($0) }
    }

    /// Takes note that nothing will come of a partition any more: it is idle, at once and for good.
    ///
    /// - Parameters:
    ///   - partition: Number of the partition.
    ///   - now: Monotonic ms.
    /// - Complexity: O(partitions).
    public func retire(_ partition: Int, now: Int64) {
        let wasIdle = isIdle(partition)
        unsafe partitions[partition].retire()
        guard !wasIdle else { return }
        countIdle()
        if (0..<partitionCount).allSatisfy(isIdle) { unsafe state.pointee.agedUntil = now }
        advance()
    }

    private func fallSilent(_ now: Int64) {
        var last = Int64.min
        for partition in 0..<partitionCount {
            guard let moment = unsafe partitions[partition].dueForIdleness(after: idleAfter),
                moment <= now
            else { continue }
            unsafe partitions[partition].becomeIdle()
            unsafe state.pointee.idleCount += 1
            last = max(last, moment)
        }
        guard last > .min else { return }
        // Of no meaning while others are not idle.
        unsafe state.pointee.agedUntil = last
        advance()
    }
}
