// SPDX-License-Identifier: Apache-2.0

/// The rules of the watermark, applied every millisecond and computed anew each time.
struct WatermarkModel {
    struct Partition {
        var latest: Int64?
        var quietSince: Int64?
        var isIdle = false
    }

    let outOfOrderness: Int64
    let idleAfter: Int64
    private(set) var now: Int64 = 0
    private(set) var current: Int64
    private(set) var isAged = false
    private(set) var partitions: [Partition] = []

    init(outOfOrderness: Int64, idleAfter: Int64, start: Int64?) {
        self.outOfOrderness = outOfOrderness
        self.idleAfter = idleAfter
        current = start ?? .min
    }

    mutating func add() {
        partitions.append(Partition())
    }

    mutating func observe(_ partition: Int, _ time: Int64) {
        recordSeen(partition)
        partitions[partition].latest = max(time, partitions[partition].latest ?? time)
        advance()
    }

    mutating func recordSeen(_ partition: Int) {
        partitions[partition].quietSince = nil
        partitions[partition].isIdle = false
        advance()
    }

    mutating func end(_ partition: Int) {
        if partitions[partition].quietSince == nil { partitions[partition].quietSince = now }
    }

    /// Lets milliseconds pass, in which the source was or was not healthy.
    mutating func pass(_ milliseconds: Int64, isHealthy: Bool) {
        if isHealthy {
            for _ in 0..<milliseconds { live() }
            return
        }
        now += milliseconds
        for partition in partitions.indices {
            partitions[partition].isIdle = false
            if partitions[partition].quietSince != nil { partitions[partition].quietSince = now }
        }
    }

    private mutating func live() {
        let wasSilent = isSilent
        now += 1
        if wasSilent, current != .min {
            current += 1
            isAged = true
        }
        for partition in partitions.indices {
            guard let since = partitions[partition].quietSince else { continue }
            if now - since >= idleAfter { partitions[partition].isIdle = true }
        }
        advance()
    }

    private var isSilent: Bool { !partitions.isEmpty && partitions.allSatisfy(\.isIdle) }

    private mutating func advance() {
        let active = partitions.filter { !$0.isIdle }
        let reached = active.isEmpty ? partitions.compactMap(\.latest).max() : least(of: active)
        guard let reached, reached - outOfOrderness > current else { return }
        current = reached - outOfOrderness
        isAged = false
    }

    private func least(of active: [Partition]) -> Int64? {
        let times = active.compactMap(\.latest)
        return times.count == active.count ? times.min() : nil
    }
}
