// SPDX-License-Identifier: Apache-2.0

/// Fields of a format that tell by being there what an event is.
struct EventSigns: Sendable {
    /// What each field tells, in the order in which they are asked; for the documentation.
    let lines: [(path: String, name: StaticString, meaning: EventMeaning)]
    private let slots: [UInt8]

    /// The signs of a format with these fields.
    init(
        _ lines: [(path: String, name: StaticString, meaning: EventMeaning)],
        among fields: [FieldSpecification]
    ) {
        self.lines = lines
        slots = lines.map { line in
            guard let slot = fields.firstIndex(where: { $0.path == line.path }) else {
                preconditionFailure("a sign is a field of the format")
            }
            return UInt8(slot)
        }
    }

    /// The name and the meaning that the first sign gives which is there.
    func found(_ present: UInt64) -> (name: ByteSlice, meaning: EventMeaning)? {
        for (slot, line) in zip(slots, lines) where present & (1 << UInt64(slot)) != 0 {
            return (ByteSlice(line.name), line.meaning)
        }
        return nil
    }
}
