// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Where callbacks put what they get and from where the client's user takes it.
///
/// Any thread may poll and any may take; the lock is taken for rare things only.
final class Inbox: Sendable {
    /// The most notices kept; beyond it the oldest go and are counted.
    static let noticeLimit = 512
    /// The most delivery failures kept; beyond it further ones are only counted.
    static let failureLimit = 200_000

    private struct Content {
        var notices: [KafkaNotice] = []
        var droppedNotices = 0
        var failures: [DeliveryFailure] = []
    }

    private let content = Mutex(Content())
    /// Whether anything waits in `content`; relaxed, the lock orders the content itself.
    private let hasNotices = Atomic(false)
    /// Relaxed counters and state: they order nothing else.
    private let enqueued = Atomic<UInt64>(0)
    private let delivered = Atomic<UInt64>(0)
    private let failed = Atomic<UInt64>(0)
    private let connected = Atomic(false)
    private let hasStatistics = Atomic(false)

    var deliveredCount: UInt64 { delivered.load(ordering: .relaxed) }
    var failedCount: UInt64 { failed.load(ordering: .relaxed) }
    /// Records without a report so far; not below 0 while another thread enqueues.
    var outstandingCount: Int {
        let answered = deliveredCount &+ failedCount
        let all = enqueued.load(ordering: .relaxed)
        return all > answered ? Int(all - answered) : 0
    }
    var isConnected: Bool { connected.load(ordering: .relaxed) }

    /// Records and reports prove that a broker answered, but they may have waited since.
    ///
    /// So they count only as long as there are no statistics, which tell the present.
    func noteAnswer() {
        guard !isConnected, !hasStatistics.load(ordering: .relaxed) else { return }
        connected.store(true, ordering: .relaxed)
    }

    func noteEnqueued() {
        enqueued.wrappingAdd(1, ordering: .relaxed)
    }

    func receive(_ error: KafkaError) {
        if error.code == .allBrokersDown || error.isFatal {
            connected.store(false, ordering: .relaxed)
        }
        add(.error(error))
    }

    func receive(_ line: KafkaLogLine) {
        add(.log(line))
    }

    func receive(statistics json: String) {
        hasStatistics.store(true, ordering: .relaxed)
        // A broker's state is written so; the group's is in lower case.
        connected.store(json.utf8.contains(Array(#""state":"UP""#.utf8)), ordering: .relaxed)
        add(.statistics(json))
    }

    func receiveDelivery() {
        delivered.wrappingAdd(1, ordering: .relaxed)
        noteAnswer()
    }

    func receive(_ failure: DeliveryFailure) {
        failed.wrappingAdd(1, ordering: .relaxed)
        content.withLock { content in
            if content.failures.count < Self.failureLimit { content.failures.append(failure) }
        }
    }

    /// Takes all notices out; when some were dropped a log line in front says how many.
    func takeNotices() -> [KafkaNotice] {
        guard hasNotices.load(ordering: .relaxed) else { return [] }
        return content.withLock { content in
            hasNotices.store(false, ordering: .relaxed)
            var taken = content.notices
            content.notices = []
            if content.droppedNotices > 0 {
                let text = "\(content.droppedNotices) older notices were dropped"
                taken.insert(.log(.init(severity: 4, facility: "NOTICES", message: text)), at: 0)
                content.droppedNotices = 0
            }
            return taken
        }
    }

    /// The most telling failure among the notices not taken yet: one that a person must mend, else
    /// what keeps connections from being made.
    func tellingFailure() -> KafkaError? {
        content.withLock { content in
            let errors = content.notices.reversed().compactMap { notice in
                if case .error(let error) = notice { error } else { nil }
            }
            return errors.first { $0.code.needsAttention }
                ?? errors.first { $0.code == .unresolvedHost }
                ?? errors.first { $0.code == .connectionFailed }
        }
    }

    func takeFailures() -> [DeliveryFailure] {
        content.withLock { content in
            let taken = content.failures
            content.failures = []
            return taken
        }
    }

    private func add(_ notice: KafkaNotice) {
        content.withLock { content in
            if content.notices.count == Self.noticeLimit {
                content.notices.removeFirst()
                content.droppedNotices += 1
            }
            content.notices.append(notice)
            hasNotices.store(true, ordering: .relaxed)
        }
    }
}
