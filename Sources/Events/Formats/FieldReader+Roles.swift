// SPDX-License-Identifier: Apache-2.0

extension FieldReader {
    /// The slot of the first field of a role that is there, or nil.
    @inline(__always)
    func slot(_ role: FieldRole, _ format: borrowing VendorFormat) -> UInt8? {
        let slots = present & format.slots(role)
        return slots == 0 ? nil : UInt8(truncatingIfNeeded: slots.trailingZeroBitCount)
    }

    /// The slot of the first field of a role that is there and no empty text, or nil.
    @inline(__always)
    func filledSlot(_ role: FieldRole, _ format: borrowing VendorFormat) -> UInt8? {
        var slots = present & format.slots(role)
        while slots != 0 {
            let slot = UInt8(truncatingIfNeeded: slots.trailingZeroBitCount)
            if !isString(slot) || !string(slot).isEmpty { return slot }
            slots &= slots &- 1
        }
        return nil
    }

    /// The first text of a role that is not empty, else the one that stands for all events.
    @inline(__always)
    func text(_ role: FieldRole, _ format: borrowing VendorFormat) -> ByteSlice {
        var slots = present & format.slots(role)
        while slots != 0 {
            let text = text(UInt8(truncatingIfNeeded: slots.trailingZeroBitCount))
            if !text.isEmpty, !AbsentWords.contain(text) || format.isNative { return text }
            slots &= slots &- 1
        }
        return format.constant(role)
    }

    /// The first text of either role, that of the first role before that of the second.
    @inline(__always)
    func text(
        _ role: FieldRole,
        else other: FieldRole,
        _ format: borrowing VendorFormat
    ) -> ByteSlice {
        let first = text(role, format)
        return first.isEmpty ? text(other, format) : first
    }

    /// The meaning of the first text of a role that has one.
    @inline(__always)
    func firstMeaning(
        _ role: FieldRole,
        _ format: borrowing VendorFormat,
        of meaning: (ByteSlice) -> EventMeaning?
    ) -> EventMeaning? {
        var slots = present & format.slots(role)
        while slots != 0 {
            let slot = UInt8(truncatingIfNeeded: slots.trailingZeroBitCount)
            if let found = meaning(text(slot)) { return found }
            slots &= slots &- 1
        }
        return nil
    }

    /// The first number of a role, else the one that stands for all events.
    @inline(__always)
    func quantity(_ role: FieldRole, _ format: borrowing VendorFormat) -> (UInt8, Double)? {
        var slots = present & format.slots(role)
        while slots != 0 {
            let slot = UInt8(truncatingIfNeeded: slots.trailingZeroBitCount)
            if let number = quantity(slot) { return (slot, number) }
            slots &= slots &- 1
        }
        let constant = format.constant(role)
        return constant.isEmpty ? nil : DecimalText.parse(constant).map { (0, $0) }
    }

    /// What an order comes to that tells a price: so many times that.
    func cost(_ format: borrowing VendorFormat) -> (UInt8, Double)? {
        guard let (slot, price) = quantity(.price, format) else { return nil }
        return (slot, price * (quantity(.quantity, format)?.1 ?? 1))
    }

    /// Whether the agent may be a browser's: that of a server or an app is a program's, whoever
    /// stands behind it.
    func mayBeBrowser(_ format: borrowing VendorFormat) -> Bool {
        guard format.hasOtherPlatforms else { return true }
        let platform = text(.app, format)
        return platform.isEmpty || platform.equals(ByteSlice("web"))
    }

    /// The first answer of a role, yes or no.
    func answer(_ role: FieldRole, _ format: borrowing VendorFormat) -> Bool? {
        var slots = present & format.slots(role)
        while slots != 0 {
            let slot = UInt8(truncatingIfNeeded: slots.trailingZeroBitCount)
            if isTrue(slot) { return true }
            if isFalse(slot) { return false }
            slots &= slots &- 1
        }
        return Self.answer(in: format.constant(role))
    }

    /// The hash of all fields of some slots, and of which are absent.
    func identity(
        of slots: UInt64,
        _ kind: IdentityKind,
        _ identities: IdentityHasher
    ) -> UInt64 {
        var rest = present & slots
        if rest == 0 { return 0 }
        var parts = identities.beginParts(kind)
        while rest != 0 {
            let slot = UInt8(truncatingIfNeeded: rest.trailingZeroBitCount)
            let place = (slots & (1 << UInt64(slot) &- 1)).nonzeroBitCount
            parts.add(word(slot), at: place)
            rest &= rest &- 1
        }
        return identities.identity(parts, kind)
    }
}
