// SPDX-License-Identifier: Apache-2.0

extension HeavyHitters {
    /// An item with a counter.
    public struct Entry: Sendable, Equatable, BitwiseCopyable {
        /// The item; never 0.
        public var item: UInt32
        /// The most that its weights can come to.
        public var count: Int64
        /// By how much `count` can be too high; 0: it is exact.
        public var error: Int64

        /// Makes an entry.
        ///
        /// - Parameters:
        ///   - item: the item, not 0.
        ///   - count: the most that its weights can come to.
        ///   - error: by how much that can be too high, at most `count`.
        public init(item: UInt32, count: Int64, error: Int64) {
            self.item = item
            self.count = count
            self.error = error
        }

        /// The least that its weights can come to.
        public var low: Int64 { count - error }

        /// The order of a list: larger counts first, of equal ones the smaller item.
        static func precedes(_ left: Entry, _ right: Entry) -> Bool {
            left.count != right.count ? left.count > right.count : left.item < right.item
        }
    }
}
