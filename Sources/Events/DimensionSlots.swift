// SPDX-License-Identifier: Apache-2.0

/// The active dimensions and their dictionaries, by slot, without reference counting on access.
@safe struct DimensionSlots: Sendable {
    let count: Int
    private var dimensions: InlineArray<8, Dimension>
    /// The slots in which events of a type have a value, as bits.
    private var slots: InlineArray<64, UInt8>
    /// The slots of objects, as bits.
    let objects: UInt8
    private var dictionaries: InlineArray<8, Unmanaged<ValueDictionary>>
    /// Keeps alive what `dictionaries` points to.
    private let owned: [ValueDictionary]

    init(_ schema: EventSchema, _ dictionaries: [ValueDictionary]) {
        let dimensions = schema.dimensions + schema.listed
        precondition(dictionaries.count == dimensions.count, "there must be a dictionary a slot")
        count = dimensions.count
        // Slots that are not used hold this; nobody asks for them.
        let filler = dictionaries.first ?? ValueDictionary(limit: 1, key: .fixed)
        owned = dictionaries + [filler]
        self.dimensions = .init(repeating: .source)
        slots = .init(repeating: 0)
        objects = dimensions.indices.reduce(0) {
            dimensions[$1] == .object ? $0 | 1 << UInt8($1) : $0
        }
        for slot in dimensions.indices {
            let place = slot - schema.dimensions.count
            let types = place < 0 ? EventTypeSet.all : schema.listedTypes[place]
            for type in EventType.allCases where types.contains(type) {
                slots[Int(type.rawValue)] |= 1 << UInt8(slot)
            }
        }
        unsafe self.dictionaries = .init(repeating: .passUnretained(filler))
        for slot in dimensions.indices {
            self.dimensions[slot] = dimensions[slot]
            unsafe self.dictionaries[slot] = .passUnretained(dictionaries[slot])
        }
    }

    @inline(__always)
    func dimension(_ slot: Int) -> Dimension { dimensions[slot] }

    /// The slots in which events of the type have a value, as bits.
    @inline(__always)
    func taken(by type: EventType) -> UInt8 { slots[Int(type.rawValue)] }

    /// The number of a value in the slot's dictionary.
    @inline(__always)
    func intern(_ value: ByteSlice, _ slot: Int) -> UInt32 {
        unsafe dictionaries[slot]._withUnsafeGuaranteedRef { $0.intern(value) }
    }

    /// The slots whose values are an event's texts as they are and so many that hints are worth while,
    /// as bits.
    func large() -> UInt8 {
        var bits: UInt8 = 0
        for slot in 0..<count where dimensions[slot].isText {
            let isLarge = unsafe dictionaries[slot]._withUnsafeGuaranteedRef { $0.isLarge }
            if isLarge { bits |= 1 << UInt8(slot) }
        }
        return bits
    }

    /// Starts loading what `intern(_:_:)` will read.
    func prefetch(_ value: ByteSlice, _ slot: Int) {
        unsafe dictionaries[slot]._withUnsafeGuaranteedRef { $0.prefetch(value) }
    }

    /// Starts loading what `intern(_:identity:_:)` will read.
    @inline(__always)
    func prefetch(identity: UInt64, _ slot: Int) {
        unsafe dictionaries[slot]._withUnsafeGuaranteedRef { $0.prefetch(identity: identity) }
    }

    /// The number of a value in the slot's dictionary; its identity spares a look at it.
    @inline(__always)
    func intern(_ value: ByteSlice, identity: UInt64, _ slot: Int) -> UInt32 {
        unsafe dictionaries[slot]._withUnsafeGuaranteedRef {
            $0.intern(value, identity: identity)
        }
    }
}

extension Dimension {
    /// Whether its values are mostly an event's texts, neither told by anything else nor made of them.
    fileprivate var isText: Bool {
        switch self {
        case .source, .channel, .object, .name, .referrer: false
        default: true
        }
    }
}
