// SPDX-License-Identifier: Apache-2.0

public import KPIs
import Synchronization

/// Tells receivers of committed alerts, each on a thread of its own.
///
/// It reads only what is committed, and only while this process's commits arrive; nothing waits for it.
/// Any thread.
public final class AlertPush: Sendable {
    /// What it needs of the program around it.
    public struct Surroundings: Sendable {
        /// Time that only goes forward, ms.
        public var monotonic: @Sendable () -> Int64
        /// Since 1970, ms.
        public var wall: @Sendable () -> Int64
        /// Lets the calling thread sleep, ms.
        public var sleep: @Sendable (Int64) -> Void
        /// Starts a thread of a name that runs until the function returns.
        public var start: @Sendable (String, @escaping @Sendable () -> Void) -> Void
        /// Commits that have arrived since the start; nil: none can arrive any more.
        public var commits: @Sendable () -> UInt64?

        /// Surroundings.
        ///
        /// - Parameters:
        ///   - monotonic: time that only goes forward, ms.
        ///   - wall: since 1970, ms.
        ///   - sleep: lets the calling thread sleep, ms.
        ///   - start: starts a thread of a name.
        ///   - commits: commits that have arrived since the start; nil: none can arrive any more.
        public init(
            monotonic: @escaping @Sendable () -> Int64,
            wall: @escaping @Sendable () -> Int64,
            sleep: @escaping @Sendable (Int64) -> Void,
            start: @escaping @Sendable (String, @escaping @Sendable () -> Void) -> Void,
            commits: @escaping @Sendable () -> UInt64?
        ) {
            self.monotonic = monotonic
            self.wall = wall
            self.sleep = sleep
            self.start = start
            self.commits = commits
        }
    }

    /// Whose alerts they are.
    public struct Origin: Sendable {
        /// The application.
        public var application: String
        /// How often its state was begun anew.
        public var generation: Int
        /// Where the values can be seen; nil: nobody knows.
        public var address: String?
        /// How long after a commit this process may still speak, ms.
        public var leaseMilliseconds: Int64

        /// An origin.
        ///
        /// - Parameters:
        ///   - application: whose alerts they are.
        ///   - generation: how often its state was begun anew.
        ///   - address: where the values can be seen; nil: nobody knows.
        ///   - leaseMilliseconds: how long after a commit this process may still speak, ms.
        public init(
            application: String,
            generation: Int,
            address: String?,
            leaseMilliseconds: Int64
        ) {
            self.application = application
            self.generation = generation
            self.address = address
            self.leaseMilliseconds = leaseMilliseconds
        }
    }

    /// Bytes of an alert in an Alertmanager's table.
    static let tableEntryBytes = 1_200
    /// Bytes of a change that waits, with its record.
    static let waitingBytes = 2_200
    /// How long a thread rests that has nothing to do, ms.
    static let rest: Int64 = 200
    /// Notices that wait to be logged; more are forgotten.
    static let mostNotices = 64

    private let alerts: AlertLog
    /// What fires as of the start, until the receiver that asks last has it.
    private let restored: Mutex<(firing: [AlertChange], askers: Int)>
    /// Commits that had arrived before.
    private let firstCommits: UInt64
    private let origin: Origin
    private let surroundings: Surroundings
    private let notices = Mutex<[PushNotice]>([])
    // Stored by `stop`, loaded by the threads; orders nothing.
    private let isStopped = Atomic(false)
    // Each thread subtracts itself with release; who finds none left with acquire sees what they did.
    private let threadCount: Atomic<Int>

    /// Begins the telling; call before the first change is staged, or when another one has ended.
    ///
    /// - Parameters:
    ///   - receivers: who is told, by different names.
    ///   - alerts: with what was restored.
    ///   - origin: whose alerts they are.
    ///   - surroundings: what it needs of the program.
    public init(
        _ receivers: [PushReceiver],
        of alerts: AlertLog,
        origin: Origin,
        surroundings: Surroundings
    ) {
        self.alerts = alerts
        let askers = receivers.count { $0.kind == .alertmanager }
        let firing = askers > 0 ? Array(alerts.current.firing.values) : []
        restored = Mutex((firing, askers))
        self.origin = origin
        self.surroundings = surroundings
        firstCommits = surroundings.commits() ?? 0
        threadCount = Atomic(receivers.count)
        alerts.receivers.register(receivers)
        for (number, receiver) in receivers.enumerated() {
            surroundings.start("push-\(number)") {
                self.serve(receiver)
                self.threadCount.subtract(1, ordering: .releasing)
            }
        }
    }

    /// What is held for receivers at most, bytes.
    public static func bytes(alertmanagers: Int, webhooks: Int) -> Int {
        alertmanagers * AlertmanagerTable.mostAlerts * tableEntryBytes
            + (webhooks > 0 ? AlertReceivers.mostWaiting * waitingBytes : 0)
    }

    /// Begins no further request; a request under way ends by itself.
    public func stop() { isStopped.store(true, ordering: .relaxed) }

    /// Whether it was stopped and no request is under way any more.
    public var hasEnded: Bool { threadCount.load(ordering: .acquiring) == 0 }

    /// What is to be logged since the last call.
    public func takeNotices() -> [PushNotice] {
        notices.withLock { notices in
            defer { notices = [] }
            return notices
        }
    }

    private func serve(_ receiver: PushReceiver) {
        let client = HTTPClient(caFile: receiver.caFile)
        switch receiver.kind {
        case .alertmanager:
            var push = AlertmanagerPush(
                receiver,
                application: origin.application,
                restored: takeRestored(),
                generator: origin.address
            )
            serve { moment in
                let step = push.step(alerts.current, at: moment) { client.post($0) }
                alerts.receivers.show(push.status(now: moment.now))
                return step
            }
        case .webhook:
            let name = "\(origin.application)-\(origin.generation)"
            var push = WebhookPush(receiver, alerts.receivers, origin: name)
            serve { moment in
                let step = push.step(at: moment) { client.post($0) }
                alerts.receivers.show(push.status())
                return step
            }
        }
    }

    private func takeRestored() -> [AlertChange] {
        restored.withLock { restored in
            restored.askers -= 1
            defer { if restored.askers == 0 { restored.firing = [] } }
            return restored.firing
        }
    }

    private func serve(_ step: (ReceiverMoment) -> ReceiverStep) {
        var lease = CommitLease(length: origin.leaseMilliseconds, after: firstCommits)
        while !isStopped.load(ordering: .relaxed) {
            let now = surroundings.monotonic()
            var hasMore = false
            if lease.isHeld(commits: surroundings.commits(), now: now) {
                let moment = ReceiverMoment(
                    now: now,
                    wall: surroundings.wall(),
                    random: .random(in: 0...1)
                )
                let done = step(moment)
                if let notice = done.notice { tell(notice) }
                hasMore = done.hasMore
            }
            if !hasMore { surroundings.sleep(Self.rest) }
        }
    }

    private func tell(_ notice: PushNotice) {
        notices.withLock { notices in
            if notices.count < Self.mostNotices { notices.append(notice) }
        }
    }
}

extension AlertReceivers {
    /// Begins to tell these, and forgets how telling others went.
    public func register(_ receivers: [PushReceiver]) {
        register(receivers.filter { $0.kind == .webhook }.map(\.name))
        hide(except: receivers.map(\.name))
    }
}
