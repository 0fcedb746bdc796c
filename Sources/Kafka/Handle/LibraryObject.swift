// SPDX-License-Identifier: Apache-2.0

/// A pointer of the library that may go from thread to thread.
@safe
struct LibraryObject: Equatable, @unchecked Sendable {
    // Sound: only objects that the library itself guards are put in.
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        unsafe self.pointer = pointer
    }

    static func == (left: LibraryObject, right: LibraryObject) -> Bool {
        unsafe left.pointer == right.pointer
    }
}

/// A topic as the library knows it; owned by the client it came from.
typealias TopicHandle = LibraryObject
