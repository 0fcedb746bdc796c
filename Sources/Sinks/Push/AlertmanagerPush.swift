// SPDX-License-Identifier: Apache-2.0

import KPIs

/// Tells one Alertmanager what fires.
///
/// - Note: thread: the receiver's own.
struct AlertmanagerPush {
    private var line: ReceiverLine
    private var table: AlertmanagerTable
    private let generator: String?

    /// Nothing is told yet.
    ///
    /// - Parameters:
    ///   - receiver: an Alertmanager.
    ///   - application: whose alerts they are.
    ///   - restored: what fires as long as nobody is told.
    ///   - generator: where the values can be seen; nil: nobody knows.
    init(
        _ receiver: PushReceiver,
        application: String,
        restored: [AlertChange] = [],
        generator: String?
    ) {
        line = ReceiverLine(receiver)
        table = AlertmanagerTable(application: application, restored: restored)
        self.generator = generator
    }

    /// Tells one batch of what is due.
    ///
    /// - Parameters:
    ///   - reading: what is committed.
    ///   - moment: now.
    ///   - send: posts and waits.
    /// - Returns: whether there is more, and what is to be logged.
    mutating func step(
        _ reading: AlertLog.Reading,
        at moment: ReceiverMoment,
        _ send: (PushRequest) -> PushAnswer
    ) -> ReceiverStep {
        table.update(reading, now: moment.now, wall: moment.wall)
        guard line.isOpen(at: moment.now) else { return ReceiverStep() }
        let batch = table.batch(now: moment.now)
        guard !batch.isEmpty else { return ReceiverStep() }
        var json = JSONWriter()
        json.array(batch) { json, item in
            item.alert.write(to: &json, wall: moment.wall, generator: generator)
        }
        let (verdict, notice) = line.post(json.bytes, path: "/api/v2/alerts", at: moment, send)
        switch verdict {
        case .accepted: table.accept(batch, now: moment.now)
        case .refused: table.refuse(batch)
        case .failed: break
        }
        return ReceiverStep(hasMore: verdict != .failed, notice: notice)
    }

    /// How it goes.
    func status(now: Int64) -> PublishedStatus.Receiver {
        line.status(
            waiting: table.waitingCount(now: now),
            limit: AlertmanagerTable.mostAlerts,
            dropped: table.droppedCount
        )
    }
}
