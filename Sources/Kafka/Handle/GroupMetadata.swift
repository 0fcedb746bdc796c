// SPDX-License-Identifier: Apache-2.0

import CRDKafka

/// The proof of a membership in a group that a transaction sends along with its offsets.
///
/// It holds the group's generation at the moment it was taken, so a broker refuses the offsets of
/// members that were replaced. Take it anew for each transaction (`GroupMembership.metadata`).
@safe
public final class GroupMetadata: Sendable {
    /// Sound to share: it is never changed after it was made.
    nonisolated(unsafe) let pointer: OpaquePointer

    /// Takes over an object of the library.
    init(_ pointer: OpaquePointer) {
        unsafe self.pointer = pointer
    }

    /// Metadata without a membership, which a broker takes only for a group without members.
    package init(withoutMembershipIn group: String) {
        // Sound: the library aborts rather than return nil.
        unsafe pointer = rd_kafka_consumer_group_metadata_new(group).unsafelyUnwrapped
    }

    deinit {
        unsafe rd_kafka_consumer_group_metadata_destroy(pointer)
    }
}
