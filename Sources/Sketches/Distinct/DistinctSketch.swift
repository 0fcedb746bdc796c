// SPDX-License-Identifier: Apache-2.0

/// How many different items were seen, in bounded memory and mergeable without double counting.
///
/// Up to `exactLimit` items it keeps the items themselves. Beyond, it is a DataSketches HLL: a list
/// or set of coupons up to 3/32 of the registers (384 of 4,096), then 2^lgK registers. State and
/// bytes depend on the set of items only: not on order, repetition or the way parts were merged.
/// Use it where panes are read and merged; the data plane has `DistinctArena`.
///
/// The item 0 means absent and is not counted. Algorithm: P. Flajolet and others, "HyperLogLog"
/// (2007), as specified by Apache DataSketches.
public struct DistinctSketch: Sendable, Equatable {
    /// What is kept of the items; it only ever moves downwards.
    enum Mode: UInt8 {
        case items, coupons, registers
    }

    /// The default size: 4,096 registers, 1.6 % standard error.
    public static let defaultLgK = 12

    /// The logarithm of the number of registers, 4...21.
    public let lgK: Int
    /// Up to how many items the items themselves are kept.
    public private(set) var exactLimit: Int
    private(set) var mode: Mode
    private(set) var items = SortedWords<UInt64>()
    private(set) var coupons = SortedWords<UInt32>()
    private(set) var registers: [UInt8] = []

    /// Makes a sketch of nothing.
    ///
    /// - Parameters:
    ///   - lgK: the logarithm of the number of registers, 4...21, else the program stops.
    ///   - exactLimit: up to how many items the count is exact; 0 or more, 8 bytes each.
    public init(lgK: Int = defaultLgK, exactLimit: Int = 0) {
        precondition((4...21).contains(lgK), "A sketch has 2^4 to 2^21 registers.")
        precondition(exactLimit >= 0, "A number of items is not negative.")
        self.lgK = lgK
        self.exactLimit = exactLimit
        mode = exactLimit > 0 ? .items : .coupons
    }

    /// A sketch of items that were kept elsewhere, at most `exactLimit`.
    init(items: SortedWords<UInt64>, exactLimit: Int) {
        self.init(exactLimit: exactLimit)
        self.items = items
    }

    /// A sketch of coupons that were kept elsewhere.
    init(lgK: Int, coupons: SortedWords<UInt32>, exactLimit: Int = 0) {
        self.init(lgK: lgK, exactLimit: exactLimit)
        mode = .coupons
        self.coupons = coupons
        if coupons.count > Self.couponLimit(lgK: lgK) { becomeRegisters() }
    }

    /// A sketch of 2^lgK registers that were kept elsewhere.
    init(lgK: Int, registers: [UInt8], exactLimit: Int = 0) {
        self.init(lgK: lgK, exactLimit: exactLimit)
        mode = .registers
        self.registers = registers
    }

    /// How many coupons are kept before registers replace them, as DataSketches does.
    static func couponLimit(lgK: Int) -> Int { lgK < 8 ? 7 : 3 << (lgK - 5) }

    /// Whether nothing was counted.
    public var isEmpty: Bool { mode != .registers && items.count == 0 && coupons.count == 0 }

    /// The items in ascending order while all of them are kept, else nil.
    public var exactItems: [UInt64]? { mode == .items ? items.values : nil }

    /// Counts an item; one that was counted before changes nothing.
    ///
    /// - Parameter item: an id, hashed with a secret key when it is a person's; 0 is ignored.
    /// - Complexity: O(1) with registers, else O(items kept).
    public mutating func insert(_ item: UInt64) {
        guard item != 0 else { return }
        guard mode == .items else { return insert(Coupon(of: item)) }
        items.insert(item)
        if items.count > exactLimit { leaveItems() }
    }

    /// Counts everything that the other sketch counted.
    ///
    /// The result keeps the smaller exact limit of the two; an empty sketch changes nothing.
    ///
    /// - Parameter other: a sketch with the same `lgK`, else the program stops.
    /// - Complexity: O(size of both).
    public mutating func merge(_ other: DistinctSketch) {
        precondition(lgK == other.lgK, "Only sketches of one size can be merged.")
        if isEmpty || other.isEmpty { return mergeEmpty(other) }
        if mode == .items && other.mode == .items {
            items.formUnion(other.items)
            return lowerExactLimit(to: other.exactLimit)
        }
        exactLimit = min(exactLimit, other.exactLimit)
        leaveItems()
        switch other.mode {
        case .items: for item in other.items.values { insert(Coupon(of: item)) }
        case .coupons: mergeCoupons(other.coupons)
        case .registers: mergeRegisters(other.registers)
        }
    }

    /// The two as one sketch; neither changes.
    public func merged(with other: DistinctSketch) -> DistinctSketch {
        var result = self
        result.merge(other)
        return result
    }
}

extension DistinctSketch {
    mutating func insert(_ coupon: Coupon) {
        if mode == .registers {
            let index = coupon.index(lgK: lgK)
            registers[index] = max(registers[index], coupon.value)
        } else {
            coupons.insert(coupon.word)
            if coupons.count > Self.couponLimit(lgK: lgK) { becomeRegisters() }
        }
    }

    /// Lowers the exact limit, which may end the exact count.
    mutating func lowerExactLimit(to limit: Int) {
        exactLimit = min(exactLimit, limit)
        if items.count > exactLimit || exactLimit == 0 { leaveItems() }
    }

    /// Gives up the items and keeps what the sketch keeps of them.
    mutating func leaveItems() {
        guard mode == .items else { return }
        mode = .coupons
        let kept = items.values
        items = SortedWords()
        for item in kept { insert(Coupon(of: item)) }
    }

    private mutating func becomeRegisters() {
        guard mode != .registers else { return }
        mode = .registers
        registers = [UInt8](repeating: 0, count: 1 << lgK)
        let kept = coupons.values
        coupons = SortedWords()
        for word in kept { insert(Coupon(word: word)) }
    }

    private mutating func mergeEmpty(_ other: DistinctSketch) {
        if isEmpty && other.isEmpty {
            self = DistinctSketch(lgK: lgK, exactLimit: min(exactLimit, other.exactLimit))
        } else if isEmpty {
            self = other
        }
    }

    private mutating func mergeCoupons(_ other: SortedWords<UInt32>) {
        guard mode == .coupons else {
            for word in other.values { insert(Coupon(word: word)) }
            return
        }
        coupons.formUnion(other)
        if coupons.count > Self.couponLimit(lgK: lgK) { becomeRegisters() }
    }

    private mutating func mergeRegisters(_ other: [UInt8]) {
        becomeRegisters()
        for index in registers.indices { registers[index] = max(registers[index], other[index]) }
    }
}
