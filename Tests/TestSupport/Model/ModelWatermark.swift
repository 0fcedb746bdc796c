// SPDX-License-Identifier: Apache-2.0

/// The watermark of the application (section 1, and design section 4 for idleness).
struct ModelWatermark {
    private struct Partition {
        var largest: Int64?
        var isAtEnd = false
        var isIdle = false
        var heardAt: Int64
    }

    /// Nil: unset.
    private(set) var value: Int64?
    private let outOfOrderness: Int64
    private let idle: Int64
    private var partitions: [Partition]
    private var now: Int64?

    init(_ configuration: ModelConfiguration) {
        value = configuration.start
        outOfOrderness = configuration.outOfOrderness
        idle = configuration.idle
        partitions = Array(repeating: Partition(heardAt: 0), count: configuration.partitions)
    }

    mutating func report(_ time: Int64, partition: Int) {
        partitions[partition].largest = max(time, partitions[partition].largest ?? time)
        partitions[partition].isAtEnd = false
        partitions[partition].isIdle = false
        partitions[partition].heardAt = now ?? 0
        advance()
    }

    mutating func reachEnd(partition: Int) { partitions[partition].isAtEnd = true }

    mutating func tick(now: Int64, healthy: Bool) {
        guard let before = self.now else {
            self.now = now
            for index in partitions.indices { partitions[index].heardAt = now }
            return
        }
        self.now = now
        if healthy, let value, partitions.allSatisfy(\.isIdle) { self.value = value + now - before }
        for index in partitions.indices {
            partitions[index].isIdle =
                partitions[index].isAtEnd && now - partitions[index].heardAt >= idle
        }
        advance()
    }

    private mutating func advance() {
        let active = partitions.filter { !$0.isIdle }
        let reached = active.compactMap(\.largest)
        guard reached.count == active.count, let least = reached.min() else { return }
        value = max(value ?? .min, least - outOfOrderness)
    }
}
