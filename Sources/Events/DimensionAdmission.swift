// SPDX-License-Identifier: Apache-2.0

/// Makes the values of an event that are not admitted on its day count as `other`.
///
/// Only values that are grouped by: lists keep all. Comes behind the check of the event's time, since
/// a day of the far future must not be chosen for. Owned by the thread that interns.
@safe public struct DimensionAdmission: ~Copyable {
    private static let day: Int64 = 86_400_000

    let slots: UnsafeMutablePointer<DailyAdmission>
    let count: Int
    private let dictionaries: [ValueDictionary]

    /// An admission by what a schema says; without a limit there, every value is admitted.
    ///
    /// - Parameters:
    ///   - schema: The dimensions and the limit.
    ///   - dictionaries: From `schema.makeDictionaries()`; expected values are interned in them.
    ///   - expected: Values that are always admitted, by slot; fewer slots are allowed.
    public init(
        schema: EventSchema,
        dictionaries: [ValueDictionary],
        expected: [[String]] = []
    ) {
        self.dictionaries = dictionaries
        count = schema.admittedLimit == nil ? 0 : schema.dimensions.count
        unsafe slots = .allocate(capacity: max(1, count))
        for slot in 0..<count {
            let (limit, capacity) = (schema.admittedLimit ?? 0, schema.valueLimit)
            var admission = DailyAdmission(limit: limit, capacity: capacity)
            for text in slot < expected.count ? expected[slot] : [] {
                let number = dictionaries[slot].intern(text)
                if number >= ValueDictionary.firstNumber {
                    admission.expect(Int(number - ValueDictionary.firstNumber))
                }
            }
            unsafe (slots + slot).initialize(to: admission)
        }
    }

    deinit {
        unsafe slots.deinitialize(count: count)
        unsafe slots.deallocate()
    }

    /// The bytes for one dimension.
    ///
    /// - Parameter valueLimit: As in the schema.
    /// - Returns: Bytes, whatever is admitted.
    public static func bytes(valueLimit: Int) -> Int {
        DailyAdmission.bytes(capacity: valueLimit)
    }

    /// Replaces the values that are not admitted on the event's day, and counts them.
    ///
    /// - Parameter event: Its time is plausible.
    /// - Complexity: O(dimensions), but for the first event of a day.
    @inline(__always)
    public mutating func apply(to event: inout Event) {
        guard count > 0 else { return }
        let time = event.time
        let day = (time >= 0 ? time : time - Self.day + 1) / Self.day
        for slot in 0..<count {
            let number = event.dimensions[slot]
            guard number >= ValueDictionary.firstNumber else { continue }
            let value = Int(number - ValueDictionary.firstNumber)
            if unsafe !slots[slot].admits(value, on: day) {
                event.dimensions[slot] = ValueDictionary.overflow
                refuse(slot)
            }
        }
    }

    @inline(never)
    private func refuse(_ slot: Int) { dictionaries[slot].noteRefused() }
}
