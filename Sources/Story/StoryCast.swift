// SPDX-License-Identifier: Apache-2.0

/// The names in the story; what belongs to an actor follows from the actor's number.
enum StoryCast {
    static let countries = [
        "IT", "IT", "IT", "IT", "IT", "DE", "DE", "DE", "FR", "FR", "ES", "ES", "US", "US", "GB",
        "CH",
    ]
    static let browsers = [
        "Chrome", "Chrome", "Chrome", "Chrome", "Safari", "Safari", "Firefox", "Edge",
    ]
    static let systems = [
        "windows", "macos", "android", "android", "ios", "ios", "linux", "windows",
    ]
    static let phones = ["android", "ios"]
    static let segments = ["new", "returning", "loyal", "dormant"]
    static let referrers = [
        "https://www.search.example/", "https://www.search.example/", "https://social.example/feed",
        "https://news.example/tech/gadgets-of-the-week", "https://partner.example/deals",
    ]
    static let campaigns = ["spring-sale", "newsletter", "welcome", "cart-reminder", "loyalty"]
    static let media = ["email", "cpc", "social", "affiliate"]
    static let categories = [
        "shoes", "bags", "coats", "watches", "garden", "kitchen", "books", "toys",
    ]
    static let screens = [
        "home", "search", "product", "basket", "checkout", "account", "offers", "map",
    ]
    static let reactions = ["like", "love", "wow", "laugh"]

    /// One of a list whose length is a power of two or small, by some bits.
    static func one(of list: [String], by bits: UInt64) -> String {
        list[Int(bits % UInt64(list.count))]
    }

    /// A number below 1,023 of which small ones come most often, as pages and articles do.
    ///
    /// Each power of two has the same share, which is Zipf's law with the exponent 1.
    static func popular(by bits: UInt64) -> UInt64 {
        let size = bits % 10
        return (1 << size) - 1 + (bits >> 8 & ((1 << size) - 1))
    }
}
