// SPDX-License-Identifier: Apache-2.0

/// Fields of a format that tell by being there what an event is.
struct EventSigns: Sendable {
    /// What each field tells, in the order in which they are asked; for the documentation.
    let lines: [(path: String, name: StaticString, meaning: EventMeaning)]
    /// The same without what only people need.
    private let signs: [Sign]

    private struct Sign: BitwiseCopyable {
        let slot: UInt8
        let name: ByteSlice
        let meaning: EventMeaning
    }

    /// The signs of a format with these fields.
    init(
        _ lines: [(path: String, name: StaticString, meaning: EventMeaning)],
        among fields: [FieldSpecification]
    ) {
        self.lines = lines
        signs = lines.map { line in
            guard let slot = fields.firstIndex(where: { $0.path == line.path }) else {
                preconditionFailure("a sign is a field of the format")
            }
            return Sign(slot: UInt8(slot), name: ByteSlice(line.name), meaning: line.meaning)
        }
    }

    /// The name and the meaning that the first sign gives which is there.
    func found(_ present: UInt64) -> (name: ByteSlice, meaning: EventMeaning)? {
        for sign in signs where present & (1 << UInt64(sign.slot)) != 0 {
            return (sign.name, sign.meaning)
        }
        return nil
    }
}
