// SPDX-License-Identifier: Apache-2.0

/// Turns the ids of one source's events into keyed hashes, those that anybody looks at.
struct IdentityHasher: BitwiseCopyable {
    private let hash: SipHash
    /// For event ids, which mean something only within their source.
    private let eventHash: SipHash
    private let wanted: IdentitySet

    init(key: IdentityKey, source: String, wanted: IdentitySet = .all) {
        self.wanted = wanted
        hash = SipHash(key: key)
        var source = source
        eventHash = source.withUTF8 { bytes in
            guard let start = bytes.baseAddress else { return SipHash(key: key) }
            let slice = unsafe ByteSlice(start: start, count: bytes.count)
            return SipHash(key: key).derived(for: slice, .source)
        }
    }

    /// The hash of an id, 0 where there is none or nobody looks at it.
    @inline(__always)
    func identity(_ text: ByteSlice, _ kind: IdentityKind) -> UInt64 {
        text.isEmpty || !wanted.contains(kind) ? 0 : hash.identity(text, kind)
    }

    /// Sets the event's id, or a hash of the whole element where the source gives none.
    @inline(__always)
    func setID(_ text: ByteSlice, orHashOf element: ByteSlice, _ event: inout Event) {
        if !text.isEmpty { event.flags.insert(.hasID) }
        guard wanted.contains(.event) else { return }
        event.id =
            text.isEmpty
            ? eventHash.identity(element, .content) : eventHash.identity(text, .event)
    }

    /// Makes events of the same content different ones where their times are.
    @inline(__always)
    func tellApart(byTimeOf event: inout Event) {
        tellApart(by: UInt64(bitPattern: event.time), &event)
    }

    /// Makes events of the same content different ones where something beside it is.
    @inline(__always)
    func tellApart(by mark: UInt64, _ event: inout Event) {
        guard wanted.contains(.event) else { return }
        event.id = eventHash.identity(event.id, mark, .content)
    }

    /// Sets the event's id from one that is unique only within a day.
    @inline(__always)
    func setID(_ text: ByteSlice, ofDay day: Int64, _ event: inout Event) {
        event.flags.insert(.hasID)
        guard wanted.contains(.event) else { return }
        let own = eventHash.identity(text, .event)
        event.id = eventHash.identity(own, UInt64(bitPattern: day), .event)
    }

    /// Begins a hash of several texts, to which each is added at its place.
    @inline(__always)
    func beginParts(_ kind: IdentityKind) -> SipHash.State {
        kind == .event ? eventHash.beginParts() : hash.beginParts()
    }

    /// The hash of the texts that were added.
    @inline(__always)
    func identity(_ parts: SipHash.State, _ kind: IdentityKind) -> UInt64 {
        guard wanted.contains(kind) else { return 0 }
        return kind == .event ? eventHash.identity(parts, kind) : hash.identity(parts, kind)
    }

    /// Sets the message from its provider's id and its recipient; without one, the person known
    /// to the event stands for it.
    func setMessage(_ text: ByteSlice, recipient: ByteSlice, _ event: inout Event) {
        guard !text.isEmpty, wanted.contains(.message) else { return }
        let visitor = event.anonymous != 0 ? event.anonymous : event.device
        let person = event.user != 0 ? event.user : visitor
        let owner = recipient.isEmpty ? person : hash.identity(recipient, .recipient)
        event.message = hash.identity(hash.identity(text, .message), owner, .message)
    }
}
