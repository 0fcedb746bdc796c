// SPDX-License-Identifier: Apache-2.0

extension VendorFormat {
    /// What an event's type means, by its own names and those it knows besides; nil: nothing.
    func meaning(of type: ByteSlice, named name: ByteSlice = ByteSlice("")) -> EventMeaning? {
        if let own = known(type) { return own }
        if hasLongNames, let last = known(type.lastName) { return last }
        guard knowsCommonNames else { return nil }
        return (SegmentEvent.track(type) ?? SegmentEvent.track(name)).map {
            EventMeaning($0.type, $0.subtype)
        }
    }

    /// What the user's own names say of an event: its types, or the last words of them, before its
    /// name.
    func ownMeaning(
        of type: ByteSlice,
        named name: ByteSlice,
        _ reader: borrowing FieldReader
    ) -> EventMeaning? {
        let found = reader.firstMeaning(.type, self) { type in
            own.meaning(of: type)
                ?? (hasLongNames || isEnveloped ? own.meaning(of: type.lastName) : nil)
        }
        return found ?? (isNative || name.isEmpty ? nil : own.meaning(of: name))
    }

    /// A message's id without what is not the same in all its events.
    @inline(__always)
    func message(_ id: ByteSlice) -> ByteSlice {
        guard !messageEnds.isEmpty else { return id }
        for end in messageEnds {
            if let index = id.firstIndex(of: ByteSlice(end)) { return id.prefix(index) }
        }
        return id
    }

    private func known(_ name: ByteSlice) -> EventMeaning? {
        events.meaning(of: name) ?? (knowsNativeNames ? EventNames.native.meaning(of: name) : nil)
    }
}
