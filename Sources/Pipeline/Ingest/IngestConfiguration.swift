// SPDX-License-Identifier: Apache-2.0

public import Events

/// What the ingest stage must know of its sources.
public struct IngestConfiguration: Sendable {
    /// One source: a format and the name that becomes the dimension `source`.
    public struct Source: Sendable {
        /// How its records are written.
        public var format: InputFormat
        /// What the envelopes of `cloudevents` hold; nil: no format of its own.
        public var data: InputFormat?
        /// Its name.
        public var name: String
        /// What the settings add to the format; `mapped` is nothing without it.
        public var mapping: EventMapping?

        /// A source.
        public init(
            format: InputFormat,
            data: InputFormat? = nil,
            name: String,
            mapping: EventMapping? = nil
        ) {
            self.format = format
            self.data = data
            self.name = name
            self.mapping = mapping
        }
    }

    /// The sources; partitions name them by position.
    public var sources: [Source]
    /// What is decoded.
    public var schema: EventSchema
    /// Values that are always admitted, by slot of the schema.
    public var expected: [[String]] = []
    /// Which times are plausible.
    public var bounds: TimeBounds
    /// What amounts of other currencies are worth; nil: they are taken as they are given.
    public var currencies: CurrencyTable?
    /// The side tables that lend a dimension of the schema; partitions name them by position.
    public var tables: [TableSchema] = []
    /// The most entries of all side tables together, each a dimension's value of a key.
    public var tableLimit = 1_000_000

    /// The id of the cluster that is read from, for the state; nil: it is not known.
    public var cluster: String?

    /// A configuration.
    public init(sources: [Source], schema: EventSchema, bounds: TimeBounds) {
        self.sources = sources
        self.schema = schema
        self.bounds = bounds
    }
}
