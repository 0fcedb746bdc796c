// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Random sequences of steps for simulations: plausible visitors, mails and posts, made nasty.
///
/// Disorder, duplicates, late and very late events, events of the future, changing identities,
/// a partition that falls silent, barriers anywhere; at the end every window closes, because each
/// partition gets an event long after the others. The same seed and configuration give the same steps.
public struct EventStream {
    /// An event on its way.
    struct Arrival {
        /// Wall clock when it arrives, ms since 1970.
        var at: Int64
        var event: Event
        var source: Int
    }

    static let minute: Int64 = 60_000
    static let hour: Int64 = 3_600_000
    static let day: Int64 = 86_400_000

    let configuration: ModelConfiguration
    var random: SplitMix64
    /// When the story begins, ms since 1970.
    let begin: Int64
    /// How long it lasts, ms.
    let span: Int64
    /// Whether nothing is more than `outOfOrderness` out of order.
    let isCalm: Bool
    /// How often the wall clock goes while the monotonic clock goes once (catching up).
    private let speed: Int64
    /// How many values a listed dimension has: few, or more than there are counters.
    private let values: Int64
    var arrivals: [Arrival] = []

    private init(seed: UInt64, configuration: ModelConfiguration) {
        self.configuration = configuration
        random = SplitMix64(seed: seed)
        begin = configuration.begin + random.number(0...2) * Self.hour * 11 + random.number(0...999)
        span = random.pick([Self.hour / 4, Self.hour, 6 * Self.hour, 3 * Self.day])
        isCalm = random.chance(20)
        speed = random.pick([1, 1, 60, 1_000])
        values = random.pick([5, 5, 40, 3_000])
    }

    /// The steps of a simulation, about a thousand; `bursts` is how many bursts of clicks there
    /// can be.
    public static func steps(
        seed: UInt64,
        configuration: ModelConfiguration,
        bursts: ClosedRange<Int64> = 5...12
    ) -> [ModelStep] {
        var stream = EventStream(seed: seed, configuration: configuration)
        for _ in 0..<stream.random.number(20...50) { stream.visit() }
        for _ in 0..<stream.random.number(10...30) { stream.useOfApp() }
        for _ in 0..<stream.random.number(15...40) { stream.message() }
        for _ in 0..<stream.random.number(4...9) { stream.post() }
        for _ in 0..<stream.random.number(5...20) { stream.feedback() }
        for _ in 0..<stream.random.number(10...40) { stream.noise() }
        for _ in 0..<stream.random.number(bursts) { stream.burst() }
        stream.disturb()
        return stream.assembled()
    }

    // MARK: - Making events arrive

    /// Sends an event off; its id, receipt and delay are made here.
    mutating func send(_ event: Event, source: Int = 0) {
        var event = event
        event.id = UInt64(random.number(1...Int64.max))
        // Times on the edges of panes are where mistakes are.
        if random.chance(8) { event.time = aligned(event.time, to: 10_000) }
        if random.chance(2) { event.time = aligned(event.time, to: Self.minute) - 1 }
        addDetails(to: &event)
        for slot in configuration.plan.dimensions.indices {
            event.dimensions[slot] = UInt32(random.number(0...3))
        }
        for place in configuration.plan.listedDimensions.indices {
            let slot = configuration.plan.dimensions.count + place
            event.dimensions[slot] = UInt32(random.chance(85) ? random.number(0...values) : 0)
        }
        let delay = delay()
        // Some clocks are fast.
        let isAhead = event.id % 29 == 0
        let at = event.time + (isAhead ? -Int64(event.id % 500) * 1_000 : delay)
        event.received = at
        arrivals.append(Arrival(at: at, event: event, source: source))
    }

    /// What conditions of measures ask for: words, numbers, names, some of it missing.
    private mutating func addDetails(to event: inout Event) {
        if event.subtype == .none { event.subtype = random.pick(Subtype.allCases) }
        event.phase = random.pick(EventPhase.allCases)
        event.mode = random.pick(ParticipationMode.allCases)
        if random.chance(15) { event.flags.insert(.own) }
        if random.chance(70) {
            event.value = Double(random.number(-3_000...90_000)) / 8
            event.flags.insert(.hasValue)
        }
        if random.chance(70) {
            event.score = Double(random.number(0...22)) / 2
            event.flags.insert(.hasScore)
        }
        if random.chance(80) { event.scale = Double(random.pick([5, 7, 10])) }
        if random.chance(70) {
            event.sentiment = random.pick([-1, -0.25, 0, 0.5, 1])
            event.flags.insert(.hasSentiment)
        }
        if random.chance(60) { event.response = UInt64(random.number(1...20)) }
        if random.chance(8) { event.stage = random.pick(JourneyStage.allCases) }
        event.name = UInt64(random.number(0...4))
        if random.chance(20) { event.traffic = random.pick(TrafficSource.allCases) }
    }

    private mutating func delay() -> Int64 {
        let disorder = configuration.outOfOrderness
        let most = configuration.largestLateness
        if isCalm { return random.number(0...disorder) }
        switch random.number(0...99) {
        case 0..<66: return random.number(0...disorder)
        case 66..<86:
            // About where finals turn into revisions and revisions into nothing.
            let lateness = random.pick(configuration.plan.tables).lateness
            return disorder + random.number(0...2 * lateness)
        case 86..<92: return disorder + random.number(0...most)
        case 92..<97: return disorder + random.number(0...4 * most)
        case 97..<98: return random.number(0...80 * Self.hour)
        default: return -random.number(0...12 * Self.minute)
        }
    }

    /// Adds duplicates and the same ids from another source.
    private mutating func disturb() {
        for arrival in arrivals where random.chance(5) {
            var again = arrival
            again.at +=
                random.chance(70) ? random.number(0...Self.hour) : random.number(0...3 * Self.day)
            again.event.received = again.at
            if random.chance(20) { again.source += 1 }
            arrivals.append(again)
        }
    }

    // MARK: - Steps

    private mutating func assembled() -> [ModelStep] {
        arrivals.sort { ($0.at, $0.event.id) < ($1.at, $1.event.id) }
        let silent = random.chance(30) ? Int(random.number(0...3)) : -1
        let silentFrom = begin + random.number(0...span)
        var steps: [ModelStep] = [.tick(now: 0, healthy: true)]
        for arrival in arrivals {
            let now = max(0, (arrival.at - begin) / speed) + 1_000
            if random.chance(15) { steps += interlude(now: now) }
            let key = arrival.event.deviceKey ^ arrival.event.message ^ arrival.event.object
            var partition = Int(key % UInt64(configuration.partitions))
            if random.chance(20) {
                partition = Int(random.number(0...Int64(configuration.partitions - 1)))
            }
            if partition == silent, arrival.at > silentFrom, configuration.partitions > 1 {
                steps.append(.endOfPartition(silent))
                partition = (silent + 1) % configuration.partitions
            }
            steps.append(.event(partition: partition, event: arrival.event, source: arrival.source))
        }
        return steps + ending()
    }

    /// What happens between two events.
    private mutating func interlude(now: Int64) -> [ModelStep] {
        var steps: [ModelStep] = []
        for partition in 0..<configuration.partitions where random.chance(speed == 1 ? 60 : 10) {
            steps.append(.endOfPartition(partition))
        }
        if random.chance(60) { steps.append(.tick(now: now, healthy: random.chance(90))) }
        if random.chance(50) { steps.append(.barrier(now: now)) }
        return steps
    }

    /// Closes every window.
    private mutating func ending() -> [ModelStep] {
        let last = arrivals.map { max($0.at, $0.event.time) }.max() ?? begin
        let now = max(0, (last - begin) / speed) + 2_000
        var steps: [ModelStep] = [.barrier(now: now)]
        for partition in 0..<configuration.partitions {
            var event = Event()
            event.type = .pageView
            event.id = UInt64(random.number(1...Int64.max))
            event.time = last + configuration.epilogue
            event.received = event.time
            steps.append(.event(partition: partition, event: event, source: 0))
        }
        return steps + (1...3).map { .barrier(now: now + $0 * 40_000) }
    }
}
