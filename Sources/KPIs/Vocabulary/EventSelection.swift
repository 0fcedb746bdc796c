// SPDX-License-Identifier: Apache-2.0

public import Events

/// Which events a measure takes as they come, and what it takes of them.
public struct EventSelection: Sendable, Hashable {
    /// The types, each once; at least one.
    public var types: [EventType]
    /// The name of the one that is outside the native list (`EventType.other`), if there is one.
    public var ownType: String?
    /// What must hold; all of it.
    public var tests: [EventTest]
    /// What sums and distributions take.
    public var quantity: EventQuantity
    /// What distinct counts count.
    public var item: EventItem
    /// The dimension whose values lists count; nil for other folds.
    public var listed: Dimension?
    /// Whether it takes events that no person caused; others are never shown to it.
    public var takesMachines: Bool
    /// The condition as it was written, for people.
    public var words: String

    /// A selection; every event of the types unless said.
    public init(
        _ types: EventType...,
        ownType: String? = nil,
        tests: [EventTest] = [],
        quantity: EventQuantity = .value,
        item: EventItem = .person,
        takesMachines: Bool = false,
        words: String = ""
    ) {
        self.types = types
        self.ownType = ownType
        self.tests = tests
        self.quantity = quantity
        self.item = item
        self.takesMachines = takesMachines
        self.words = words
    }

    /// Names that an event's name is compared with.
    var names: [String] {
        tests.compactMap { test in
            if case .name(let name, _) = test { name } else { nil }
        } + [ownType].compactMap(\.self)
    }
}
