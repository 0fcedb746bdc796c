// SPDX-License-Identifier: Apache-2.0

/// The watermark of the application (section 1, and design section 4 for idleness).
///
/// A partition is idle from the moment when it has been read to its end and nothing came for `idle`
/// since; ticks only find that out. What comes between two ticks comes at the time of the first.
struct ModelWatermark {
    private struct Partition {
        var largest: Int64?
        /// Since when the partition is at its end and quiet, monotonic; nil: it is not.
        var quietSince: Int64?
        var isIdle = false
    }

    /// Nil: unset.
    private(set) var value: Int64?
    private let outOfOrderness: Int64
    private let idle: Int64
    private var partitions: [Partition]
    private var now: Int64 = 0
    /// Until when elapsed time was added while all were idle.
    private var agedUntil: Int64 = 0

    init(_ configuration: ModelConfiguration) {
        value = configuration.start
        outOfOrderness = configuration.outOfOrderness
        idle = configuration.idle
        partitions = Array(repeating: Partition(), count: configuration.partitions)
    }

    /// Something came, usable or not.
    mutating func hear(partition: Int) {
        partitions[partition].quietSince = nil
        partitions[partition].isIdle = false
        // One that was behind may be idle now: then what this one had reached counts.
        advance()
    }

    mutating func report(_ time: Int64, partition: Int) {
        partitions[partition].largest = max(time, partitions[partition].largest ?? time)
        hear(partition: partition)
    }

    mutating func reachEnd(partition: Int) {
        partitions[partition].quietSince = partitions[partition].quietSince ?? now
    }

    mutating func tick(now: Int64, healthy: Bool) {
        self.now = now
        guard healthy else { return endSilence() }
        let moments = partitions.filter { !$0.isIdle }.compactMap(\.quietSince).map { $0 + idle }
        for moment in Set(moments).sorted() where moment <= now { fallSilent(at: moment) }
        guard partitions.allSatisfy(\.isIdle) else { return }
        value = value.map { $0 + now - agedUntil }
        agedUntil = now
    }

    /// Silence of a sick source tells nothing: every quiet time begins anew.
    private mutating func endSilence() {
        for index in partitions.indices {
            partitions[index].isIdle = false
            if partitions[index].quietSince != nil { partitions[index].quietSince = now }
        }
        advance()
    }

    private mutating func fallSilent(at moment: Int64) {
        for index in partitions.indices where partitions[index].quietSince == moment - idle {
            partitions[index].isIdle = true
        }
        agedUntil = moment
        advance()
    }

    private mutating func advance() {
        let active = partitions.filter { !$0.isIdle }
        let reached = active.compactMap(\.largest)
        guard reached.count == active.count else { return }
        // Where nobody is left who could be behind, the one furthest ahead counts.
        let mark = active.isEmpty ? partitions.compactMap(\.largest).max() : reached.min()
        guard let mark else { return }
        value = max(value ?? .min, mark - outOfOrderness)
    }
}
