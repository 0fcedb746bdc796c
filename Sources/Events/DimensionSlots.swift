// SPDX-License-Identifier: Apache-2.0

/// The active dimensions and their dictionaries, by slot, without reference counting on access.
@safe struct DimensionSlots: Sendable {
    let count: Int
    private var dimensions: InlineArray<8, Dimension>
    private var dictionaries: InlineArray<8, Unmanaged<ValueDictionary>>
    /// Keeps alive what `dictionaries` points to.
    private let owned: [ValueDictionary]

    init(_ dimensions: [Dimension], _ dictionaries: [ValueDictionary]) {
        precondition(dictionaries.count == dimensions.count, "there must be a dictionary a slot")
        count = dimensions.count
        // Slots that are not used hold this; nobody asks for them.
        let filler = dictionaries.first ?? ValueDictionary(limit: 1, key: .fixed)
        owned = dictionaries + [filler]
        self.dimensions = .init(repeating: .source)
        unsafe self.dictionaries = .init(repeating: .passUnretained(filler))
        for slot in dimensions.indices {
            self.dimensions[slot] = dimensions[slot]
            unsafe self.dictionaries[slot] = .passUnretained(dictionaries[slot])
        }
    }

    @inline(__always)
    func dimension(_ slot: Int) -> Dimension { dimensions[slot] }

    /// The number of a value in the slot's dictionary.
    @inline(__always)
    func intern(_ value: ByteSlice, _ slot: Int) -> UInt32 {
        unsafe dictionaries[slot]._withUnsafeGuaranteedRef { $0.intern(value) }
    }
}
