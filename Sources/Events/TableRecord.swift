// SPDX-License-Identifier: Apache-2.0

/// What a record of a side topic says.
public struct TableRecord: Sendable, BitwiseCopyable {
    /// The hash of its key, as events of the kind carry it; never 0.
    public var id: UInt64 = 0
    /// The record has no value: what is known of the key goes.
    public var isRemoval = false
    /// The interned value of each active dimension that the table lends, by slot; 0: absent.
    public var values: InlineArray<8, UInt32> = .init(repeating: 0)
}
