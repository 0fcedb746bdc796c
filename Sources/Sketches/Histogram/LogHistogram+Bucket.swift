// SPDX-License-Identifier: Apache-2.0

extension LogHistogram {
    /// How many values fell between two borders.
    public struct Bucket: Sendable, Equatable, BitwiseCopyable {
        /// As `bucketIndex(of:)` gives it.
        public var index: Int
        /// The sum of the weights.
        public var count: Int64

        /// Makes a bucket.
        ///
        /// - Parameters:
        ///   - index: as `bucketIndex(of:)` gives it.
        ///   - count: the sum of the weights.
        public init(index: Int, count: Int64) {
            self.index = index
            self.count = count
        }
    }
}
