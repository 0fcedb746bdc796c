// SPDX-License-Identifier: Apache-2.0

/// Where a visit came from, as far as a measure tells it apart.
@frozen public enum TrafficSource: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    /// Nothing tells where it came from.
    case direct
    case search, paidSearch, social, paidSocial, email, display, affiliate, referral
    /// Something tells it, but no rule knows what it is.
    case other

    /// The name in definitions: the case in lower case with underscores.
    public var name: String {
        "\(self)".reduce(into: "") { name, letter in
            name += letter.isUppercase ? "_\(letter.lowercased())" : String(letter)
        }
    }
}
