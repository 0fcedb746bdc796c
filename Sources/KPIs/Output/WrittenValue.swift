// SPDX-License-Identifier: Apache-2.0

/// How the value of a dimension is written in keys, records and labels.
public enum WrittenValue {
    /// The overflow value.
    public static let overflow = "other"

    /// The text: overflow is `other`, a real value of that text `%6Fther`, absence is empty.
    ///
    /// - Parameter value: The value; nil: the series that takes what found no place of its own.
    /// - Returns: The value as it is written, not escaped further.
    public static func text(_ value: String?) -> String {
        guard let value else { return overflow }
        return value == overflow ? "%6Fther" : value
    }
}
