// SPDX-License-Identifier: Apache-2.0

import KPIs

/// Tells one receiver each change of alerts, in order, until it is taken.
///
/// - Note: thread: the receiver's own.
struct WebhookPush {
    /// How often a change is tried; then it is dropped, and counted.
    static let mostAttempts = 60

    private var line: ReceiverLine
    private let changes: AlertReceivers
    private let origin: String
    private var attempts = 0
    private var droppedCount: UInt64 = 0

    /// Nothing is told yet.
    ///
    /// - Parameters:
    ///   - receiver: registered with `changes`.
    ///   - changes: what is to be told.
    ///   - origin: begins the ids of changes: application and generation.
    init(_ receiver: PushReceiver, _ changes: AlertReceivers, origin: String) {
        line = ReceiverLine(receiver)
        self.changes = changes
        self.origin = origin
    }

    /// Tells the next change.
    ///
    /// - Parameters:
    ///   - moment: now.
    ///   - send: posts and waits.
    /// - Returns: whether there is more, and what is to be logged.
    mutating func step(
        at moment: ReceiverMoment,
        _ send: (PushRequest) -> PushAnswer
    ) -> ReceiverStep {
        let name = line.receiver.name
        guard line.isOpen(at: moment.now), let (position, change) = changes.next(for: name) else {
            return ReceiverStep()
        }
        let headers = [(name: "Idempotency-Key", value: "\(origin)-\(position)")]
        let (verdict, notice) = line.post(change.json, headers: headers, at: moment, send)
        attempts += 1
        let isGivenUp = verdict == .refused || verdict == .failed && attempts >= Self.mostAttempts
        if verdict == .accepted || isGivenUp {
            attempts = 0
            if isGivenUp { droppedCount += 1 }
            changes.tell(name, upTo: position)
        }
        return ReceiverStep(hasMore: verdict != .failed, notice: notice)
    }

    /// How it goes.
    func status() -> PublishedStatus.Receiver {
        let queue = changes.queue(of: line.receiver.name)
        return line.status(
            waiting: queue.waiting,
            limit: AlertReceivers.mostWaiting,
            dropped: droppedCount + queue.lost
        )
    }
}
