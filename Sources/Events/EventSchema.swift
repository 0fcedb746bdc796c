// SPDX-License-Identifier: Apache-2.0

/// What the active definitions need of events, and the limits under which they are decoded.
///
/// Made once at the start and shared by every decoder; a value, so any thread may read it.
public struct EventSchema: Sendable {
    /// The dimensions that are grouped by; the index of one is its slot in `Event.dimensions`.
    public let dimensions: [Dimension]
    /// Dimensions whose values are listed, in the slots behind; one may be among both.
    public let listed: [Dimension]
    /// Of which types lists take values, of each listed dimension; other events have none there.
    public let listedTypes: [EventTypeSet]
    /// The types that a definition looks at; others are checked for type and time only.
    public let wanted: EventTypeSet
    /// The ids that anybody looks at.
    public let identities: IdentitySet
    /// Query parameters that stay in `object`; every other one is cut.
    public let keptParameters: [String]
    /// Whether a definition asks where visits come from.
    public let wantsTraffic: Bool
    /// How it is told where visits come from.
    public let traffic: TrafficRules
    /// How programs are told by their agents.
    public let bots: BotAgents
    /// The key that ids are hashed with.
    public let key: IdentityKey
    /// Values of one dimension that is grouped by; further ones count as `other`.
    public let valueLimit: Int
    /// Values of one such dimension that are admitted on a day; nil: all of them.
    public let admittedLimit: Int?
    /// Values of one dimension that is listed.
    public let listedLimit: Int
    /// Bytes of one record's value; longer ones are rejected with reason `size`.
    public let sizeLimit: Int

    /// Makes a schema.
    ///
    /// - Parameters:
    ///   - key: The identity key.
    ///   - dimensions: To be grouped by, each once.
    ///   - listed: To be listed, each once; both at most `Event.dimensionLimit`.
    ///   - listedTypes: Of each listed dimension the types that have its values; nil: all.
    ///   - wanted: Types to decode in full.
    ///   - identities: The ids to hash; that of objects is hashed besides where a dimension needs it.
    ///   - wantsTraffic: Whether to tell where visits come from.
    ///   - traffic: How to tell it.
    ///   - bots: How to tell programs by their agents.
    ///   - keptParameters: Names of query parameters, as they stand in URLs.
    ///   - valueLimit: Values of one dimension, 1 to 16,777,216.
    ///   - admittedLimit: Values of one dimension that are admitted on a day, at least 1.
    ///   - listedLimit: Values of one that is listed, 1 to 16,777,216.
    ///   - sizeLimit: Bytes of one record's value, at most 1 GB.
    public init(
        key: IdentityKey,
        dimensions: [Dimension] = [],
        listed: [Dimension] = [],
        listedTypes: [EventTypeSet]? = nil,
        wanted: EventTypeSet = .all,
        identities: IdentitySet = .all,
        wantsTraffic: Bool = true,
        traffic: TrafficRules = .builtIn,
        bots: BotAgents = .builtIn,
        keptParameters: [String] = [],
        valueLimit: Int = 1000,
        admittedLimit: Int? = nil,
        listedLimit: Int = 100_000,
        sizeLimit: Int = 1 << 20
    ) {
        precondition(
            dimensions.count + listed.count <= Event.dimensionLimit,
            "too many active dimensions"
        )
        precondition(Set(dimensions).count == dimensions.count, "a dimension is listed twice")
        precondition(Set(listed).count == listed.count, "a dimension is listed twice")
        precondition((1...1 << 24).contains(valueLimit), "the value limit is out of range")
        precondition(admittedLimit ?? 1 > 0, "the limit of a day is out of range")
        precondition((1...1 << 24).contains(listedLimit), "the value limit is out of range")
        precondition((1...1 << 30).contains(sizeLimit), "the size limit is out of range")
        self.key = key
        self.dimensions = dimensions
        self.listed = listed
        self.listedTypes = listedTypes ?? listed.map { _ in .all }
        precondition(self.listedTypes.count == listed.count, "types for each listed dimension")
        self.wanted = wanted
        let areObjectsNamed = (dimensions + listed).contains(.object)
        self.identities = areObjectsNamed ? identities.union(.objects) : identities
        self.wantsTraffic = wantsTraffic
        self.traffic = traffic
        self.bots = bots
        self.keptParameters = keptParameters
        self.valueLimit = valueLimit
        self.admittedLimit = admittedLimit
        self.listedLimit = listedLimit
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
        func dictionary(of dimension: Dimension, limit: Int) -> ValueDictionary {
            ValueDictionary(limit: limit, key: key, hasIdentities: dimension == .object)
        }
        return dimensions.map { dictionary(of: $0, limit: valueLimit) }
            + listed.map { dictionary(of: $0, limit: listedLimit) }
    }
}
