// SPDX-License-Identifier: Apache-2.0

/// A place in a table: a pointer that stays valid until the table's next insertion or removal.
///
/// Only trackers hold one, and only while they handle one event.
@safe struct TableEntry<Value: BitwiseCopyable> {
    private let pointer: UnsafeMutablePointer<Value>

    @inline(__always)
    init(_ pointer: UnsafeMutablePointer<Value>) { unsafe self.pointer = pointer }

    /// The value in its place.
    var value: Value {
        @inline(__always) get { unsafe pointer.pointee }
        @inline(__always) nonmutating _modify { yield unsafe &pointer.pointee }
    }
}
