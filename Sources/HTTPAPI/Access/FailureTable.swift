// SPDX-License-Identifier: Apache-2.0

/// How often each address has shown a wrong token lately.
struct FailureTable {
    /// Addresses that are remembered; then the one that began longest ago makes room.
    static let limit = 1_024
    /// Wrong tokens of one address within a minute; after that, none of its tokens is looked at.
    static let failureLimit = 10
    /// How long a count holds from its first failure on, ms.
    static let spanMilliseconds: UInt64 = 60_000

    private struct Count {
        var start: UInt64
        var failures: Int
    }

    private var counts: [ClientAddress: Count] = [:]

    /// How many addresses are remembered.
    var count: Int { counts.count }

    /// How long an address has to wait before its tokens are looked at again, s; nil: not at all.
    func waitSeconds(_ address: ClientAddress, at milliseconds: UInt64) -> Int? {
        guard let count = counts[address], count.failures >= Self.failureLimit else { return nil }
        let end = count.start + Self.spanMilliseconds
        return milliseconds < end ? Int((end - milliseconds + 999) / 1_000) : nil
    }

    /// An address has shown a wrong token.
    mutating func note(_ address: ClientAddress, at milliseconds: UInt64) {
        if var count = counts[address], milliseconds < count.start + Self.spanMilliseconds {
            count.failures += 1
            counts[address] = count
            return
        }
        if counts.count >= Self.limit, counts[address] == nil,
            let oldest = counts.min(by: { $0.value.start < $1.value.start })
        {
            counts[oldest.key] = nil
        }
        counts[address] = Count(start: milliseconds, failures: 1)
    }
}
