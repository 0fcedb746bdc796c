// SPDX-License-Identifier: Apache-2.0

extension FixedWidthInteger {
    /// The set bits at other places.
    ///
    /// - Parameter places: by bit, where it goes; nil: it is dropped. Bits behind are dropped, too.
    /// - Returns: those that were not dropped.
    func moved(by places: [Int?]) -> Self {
        places.enumerated().reduce(0) { moved, place in
            guard let bit = place.element, self & 1 << Self(place.offset) != 0 else { return moved }
            return moved | 1 << Self(bit)
        }
    }
}
