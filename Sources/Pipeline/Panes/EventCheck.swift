// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// One thing that must hold of an event, without texts: see `EventTest`.
struct EventCheck: BitwiseCopyable {
    private enum Kind: UInt8 { case word, flags, number, name, listed, item }

    private var kind: Kind
    private var word = EventWord.channel
    private var quantity = EventQuantity.value
    private var item = EventItem.person
    /// Of a dimension's value.
    private var slot = 0
    /// Of a name or an item: what it must be.
    private var isWanted = true
    private var mask: UInt16 = 0
    private var flags: UInt16 = 0
    private var bits: UInt32 = 0
    private var name: UInt64 = 0
    private var low = 0.0
    private var high = 0.0

    /// A check of a test.
    ///
    /// - Parameters:
    ///   - test: What is asked of an event.
    ///   - names: Hashes of the names that tests name.
    ///   - slot: The slot of a dimension whose values lists count.
    init(_ test: EventTest, names: [String: UInt64], slot: (Dimension) -> Int?) {
        switch test {
        case .word(let word, let bits):
            kind = .word
            self.word = word
            self.bits = bits
        case .flags(let mask, let wanted):
            kind = .flags
            self.mask = mask
            flags = wanted
        case .number(let quantity, let low, let high):
            kind = .number
            self.quantity = quantity
            self.low = low
            self.high = high
        case .name(let name, let isEqual):
            kind = .name
            guard let hash = names[name] else {
                preconditionFailure("The configuration has the hash of every name of the plan.")
            }
            self.name = hash
            isWanted = isEqual
        case .listed(let dimension):
            kind = .listed
            guard let slot = slot(dimension) else {
                preconditionFailure("The plan has a slot for every dimension that is listed.")
            }
            self.slot = slot
        case .item(let item, let isPresent):
            kind = .item
            self.item = item
            isWanted = isPresent
        }
    }

    /// The slot of a dimension of which the event must have a value; nil: it asks for something else.
    @inline(__always)
    var listedSlot: Int? { kind == .listed ? slot : nil }

    /// Whether it holds of an event of a person (0: nobody).
    ///
    /// A call, so that what the rarer checks look at is not made ready for each event.
    @inline(never)
    func holds(of event: inout Event, person: UInt64) -> Bool {
        switch kind {
        case .word: return bits & (1 << UInt32(event.raw(word))) != 0
        case .flags: return event.flags.rawValue & mask == flags
        case .number:
            if !event.gives(quantity) { return false }
            let number = event.number(quantity)
            return low <= number && number <= high
        case .name: return (event.name == name) == isWanted
        case .listed: return event.dimensions[slot] != ValueDictionary.absent
        case .item: return (event.id(item, person: person) != 0) == isWanted
        }
    }
}

extension Event {
    /// The raw value of a field of few words.
    @inline(__always)
    fileprivate func raw(_ word: EventWord) -> UInt8 {
        switch word {
        case .channel: channel.rawValue
        case .subtype: subtype.rawValue
        case .phase: phase.rawValue
        case .mode: mode.rawValue
        }
    }

    /// Whether the event gives a quantity.
    @inline(__always)
    fileprivate func gives(_ quantity: EventQuantity) -> Bool {
        switch quantity {
        case .value, .duration, .times: flags.contains(.hasValue)
        case .score: flags.contains(.hasScore)
        case .scale: scale > 0
        case .sentiment: flags.contains(.hasSentiment)
        case .weighted: flags.contains([.hasScore, .hasValue])
        }
    }

    /// A quantity.
    @inline(__always)
    func number(_ quantity: EventQuantity) -> Double {
        switch quantity {
        case .value, .duration, .times: value
        case .score: score
        case .scale: scale
        case .sentiment: Double(sentiment)
        case .weighted: score * value
        }
    }

    /// An id; 0 if there is none.
    @inline(__always)
    func id(_ item: EventItem, person: UInt64) -> UInt64 {
        switch item {
        case .person: person
        case .user: user
        case .device: deviceKey
        case .object: object
        case .response: response
        case .message: message
        case .thread: thread
        }
    }
}
