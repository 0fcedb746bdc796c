// SPDX-License-Identifier: Apache-2.0

/// Writes a number into a cell in which 0 means that there is none.
public enum SingleValue {
    /// The word of a number.
    @inlinable public static func word(_ number: Int64) -> Int64 {
        number >= 0 ? number &+ 1 : number
    }

    /// The number of a word; nil: there is none.
    @inlinable public static func number(_ word: Int64) -> Int64? {
        word == 0 ? nil : (word > 0 ? word &- 1 : word)
    }
}
