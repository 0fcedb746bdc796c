// SPDX-License-Identifier: Apache-2.0

/// Waiting for the batch in flight.
extension IngestLoop where Stage: ~Copyable {
    /// How often it looks whether a batch has arrived while it must wait, ms.
    private static var backPressurePause: Int64 { 2 }

    /// Back pressure: nothing is read until the batch in flight has arrived.
    mutating func waitForCommit() {
        while !isCommitDone, !port.hasFailed, !stop.isRaised { pauseForCommit() }
    }

    /// Hands over what is left when the program stops.
    mutating func drain() {
        repeat {
            awaitCommit()
            guard !port.hasFailed else { return }
            passBarrier(SystemClock.monotonic)
            awaitCommit()
            // A batch holds a bounded number of values; what else is due goes into the next one.
        } while stage.isDue && !port.hasFailed
        publish(SystemClock.monotonic)
    }

    mutating func awaitCommit() {
        while !isCommitDone, !port.hasFailed { pauseForCommit() }
    }

    /// Who waits is not stuck: an outage of the brokers is no reason to end the process.
    mutating func pauseForCommit() {
        SystemClock.sleep(milliseconds: Self.backPressurePause)
        let now = SystemClock.monotonic
        if now - lastPublished >= Self.publishInterval { publish(now) }
    }
}
