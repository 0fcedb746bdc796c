// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The live thread: every so often it reads running windows and publishes one snapshot.
struct LiveLoop {
    let every: Int64
    let maximumPerSecond: Int
    let store: SnapshotStore
    let registry: SeriesRegistry
    let maker: SnapshotMaker
    let output: (any LiveOutput)?
    let probe: LatencyProbe
    let status: @Sendable () -> PublishedStatus
    let beat: @Sendable () -> Void
    private var reader: LiveReader
    private let plan: Plan
    private var latencies = DurationHistogram()

    init(
        view: AggregatorView,
        every: Int64,
        maximumPerSecond: Int,
        store: SnapshotStore,
        registry: SeriesRegistry,
        maker: SnapshotMaker,
        output: (any LiveOutput)?,
        probe: LatencyProbe,
        status: @escaping @Sendable () -> PublishedStatus,
        beat: @escaping @Sendable () -> Void
    ) {
        self.every = every
        self.maximumPerSecond = maximumPerSecond
        self.store = store
        self.registry = registry
        self.maker = maker
        self.output = output
        self.probe = probe
        self.status = status
        self.beat = beat
        reader = LiveReader(view: view)
        plan = view.plan
    }

    /// Runs until the stop signal is raised; publishes once more then.
    mutating func run(stop: StopSignal) {
        var next = SystemClock.monotonic
        while !stop.isRaised {
            next += every
            publish()
            while SystemClock.monotonic < next, !stop.isRaised {
                SystemClock.sleep(milliseconds: min(100, max(1, next - SystemClock.monotonic)))
            }
            // After a pause of the whole process it does not catch up round by round.
            next = max(next, SystemClock.monotonic - every)
        }
        publish()
    }

    private mutating func publish() {
        beat()
        let noted = probe.take()
        var live: [SeriesReading] = []
        var room = LivePace.room(every: every, maximumPerSecond: maximumPerSecond)
        let (registry, maker, output, plan) = (registry, maker, output, plan)
        reader.read { value in
            if room == 0 { return false }
            if let output, !output.offer(maker.snapshot(of: value)) { return false }
            room -= 1
            if let reading = registry.reading(of: value, plan: plan) { live.append(reading) }
            return true
        }
        output?.serve()
        if let noted { latencies.observe(Double(SystemClock.monotonic - noted) / 1_000) }
        var status = status()
        status.eventToSnapshot = latencies
        status.earlySkipped = reader.skippedCount
        store.publish(live: live, status: status)
    }
}
