// SPDX-License-Identifier: Apache-2.0

/// What the active definitions need of events, and the limits under which they are decoded.
///
/// Made once at the start and shared by every decoder; a value, so any thread may read it.
public struct EventSchema: Sendable {
    /// The active dimensions; the index of one is its slot in `Event.dimensions`.
    public let dimensions: [Dimension]
    /// The types that a definition looks at; others are checked for type and time only.
    public let wanted: EventTypeSet
    /// Query parameters that stay in `object`; every other one is cut.
    public let keptParameters: [String]
    /// Whether a definition asks where visits come from.
    public let wantsTraffic: Bool
    /// The key that ids are hashed with.
    public let key: IdentityKey
    /// Values of one dimension; further ones count as `other`.
    public let valueLimit: Int
    /// Bytes of one record's value; longer ones are rejected with reason `size`.
    public let sizeLimit: Int

    /// Makes a schema.
    ///
    /// - Parameters:
    ///   - key: The identity key.
    ///   - dimensions: At most `Event.dimensionLimit`, each once.
    ///   - wanted: Types to decode in full.
    ///   - wantsTraffic: Whether to tell where visits come from.
    ///   - keptParameters: Names of query parameters, as they stand in URLs.
    ///   - valueLimit: Values of one dimension, 1 to 16,777,216.
    ///   - sizeLimit: Bytes of one record's value, at most 1 GB.
    public init(
        key: IdentityKey,
        dimensions: [Dimension] = [],
        wanted: EventTypeSet = .all,
        wantsTraffic: Bool = true,
        keptParameters: [String] = [],
        valueLimit: Int = 1000,
        sizeLimit: Int = 1 << 20
    ) {
        precondition(dimensions.count <= Event.dimensionLimit, "too many active dimensions")
        precondition(Set(dimensions).count == dimensions.count, "a dimension is listed twice")
        precondition((1...1 << 24).contains(valueLimit), "the value limit is out of range")
        precondition((1...1 << 30).contains(sizeLimit), "the size limit is out of range")
        self.key = key
        self.dimensions = dimensions
        self.wanted = wanted
        self.wantsTraffic = wantsTraffic
        self.keptParameters = keptParameters
        self.valueLimit = valueLimit
        self.sizeLimit = sizeLimit
    }

    /// The slot of a dimension in `Event.dimensions`, or nil where it is not active.
    ///
    /// - Complexity: O(active dimensions); not for the hot path.
    public func slot(of dimension: Dimension) -> Int? {
        dimensions.firstIndex(of: dimension)
    }

    /// New, empty dictionaries, one a slot, to be shared by the decoders of one thread.
    public func makeDictionaries() -> [ValueDictionary] {
        dimensions.map { _ in ValueDictionary(limit: valueLimit, key: key) }
    }
}
