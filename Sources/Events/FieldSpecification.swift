// SPDX-License-Identifier: Apache-2.0

internal import CSimdJSON

/// One field that a format reads: where it stands and what it may be.
struct FieldSpecification {
    /// Names from the root, joined by dots.
    let path: String
    /// The kinds of JSON value it may have; `null` counts as absent for every field.
    let kinds: Kinds
    /// A value of another kind counts as absent; else it fails the event.
    let isLenient: Bool

    init(_ path: String, _ kinds: Kinds, isLenient: Bool = false) {
        self.path = path
        self.kinds = kinds
        self.isLenient = isLenient
    }

    /// Kinds of JSON value.
    struct Kinds: OptionSet {
        let rawValue: UInt16

        static let string = Kinds(CSJ_STRING)
        static let integer = Kinds(CSJ_INTEGER)
        static let number: Kinds = [Kinds(CSJ_INTEGER), Kinds(CSJ_REAL)]
        static let bool: Kinds = [Kinds(CSJ_TRUE), Kinds(CSJ_FALSE)]
        static let object = Kinds(CSJ_OBJECT)
        /// An array, of which the first item is taken.
        static let list = Kinds(CSJ_ARRAY)
        /// An array of objects with `key` and `value`, which stands for an object.
        static let pairs = Kinds(CSJ_PAIRS)
        /// An array of objects that are events, each by itself.
        static let events = Kinds(CSJ_ELEMENTS)
        /// No kind: what the field holds also holds for events in what has it that have none themselves.
        static let shared = Kinds(CSJ_SHARED)
        static let time: Kinds = [.string, .integer]

        init(rawValue: UInt16) { self.rawValue = rawValue }
        private init(_ kind: csj_kind) { rawValue = UInt16(kind.rawValue) }
    }
}
