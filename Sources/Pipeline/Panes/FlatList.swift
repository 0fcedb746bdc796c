// SPDX-License-Identifier: Apache-2.0

/// A list of fixed length that is read on the way of every event: without the reference counting and
/// the checks of an `Array`.
///
/// Positions come from the builder that made the list. Owned and used by one thread.
@safe struct FlatList<Element>: ~Copyable {
    private let elements: UnsafeMutablePointer<Element>
    /// How many elements there are.
    let count: Int

    /// A copy of the elements.
    init(_ list: [Element]) {
        count = list.count
        unsafe elements = .allocate(capacity: max(1, list.count))
        for (position, element) in list.enumerated() {
            unsafe (elements + position).initialize(to: element)
        }
    }

    deinit {
        unsafe elements.deinitialize(count: count)
        unsafe elements.deallocate()
    }

    /// The element at a position, which must be one of the list.
    subscript(position: Int) -> Element {
        @inline(__always) get {
            assert(position >= 0 && position < count, "a position of the list")
            return unsafe elements[position]
        }
        @inline(__always) nonmutating set {
            assert(position >= 0 && position < count, "a position of the list")
            unsafe elements[position] = newValue
        }
    }
}
