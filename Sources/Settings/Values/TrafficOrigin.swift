// SPDX-License-Identifier: Apache-2.0

/// Where a visit can come from, as definitions name it.
public enum TrafficOrigin: String, Choice, Sendable, Hashable {
    case direct, search, social, email, display, affiliate, referral, other
    case paidSearch = "paid_search"
    case paidSocial = "paid_social"
}
