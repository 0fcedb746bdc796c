// SPDX-License-Identifier: Apache-2.0

/// Words with which vendors say that they know nothing.
enum AbsentWords {
    private static let words = NameTable([
        "(direct)", "(none)", "(not set)", "(not provided)", "$direct", "-1",
        // The id of a visitor whose tracker was told to know none.
        "00000000-0000-0000-0000-000000000000",
    ])

    @inline(__always)
    static func contain(_ text: ByteSlice) -> Bool {
        let first = text[0]
        guard
            first == UInt8(ascii: "(") || first == UInt8(ascii: "$") || first == UInt8(ascii: "-")
                || first == UInt8(ascii: "0") && text.count == 36
        else { return false }
        return words.index(of: text) != nil
    }
}
