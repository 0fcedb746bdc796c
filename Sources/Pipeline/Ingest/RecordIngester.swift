// SPDX-License-Identifier: Apache-2.0

public import Events

/// The ingest stage: records in, plausible events out to the route, everything counted.
///
/// One thread owns it; it owns the decoders.
@safe public struct RecordIngester: ~Copyable {
    /// The interned dimension values, by slot; readable from any thread.
    public let dictionaries: [ValueDictionary]
    /// Rejected records since the last barrier.
    public var rejected: RejectedRecords
    /// Where the newest rejections are.
    var rejectionPlaces = RejectionPlaces()

    /// What side topics say of persons and devices; nil: none is read.
    var tables: SideTables?

    /// Whether there are any; to look at them themselves copies them.
    private let hasTables: Bool
    /// Whether events of any source have something in headers.
    private var areHeadersRead = false

    private let bounds: TimeBounds
    private let currencies: CurrencyTable?
    var admission: DimensionAdmission
    private let decoders: UnsafeMutablePointer<EventDecoder>
    private let schema: EventSchema
    private let decoderLimit: Int
    private var decoderCount = 0
    /// Decoders of sources that were found later, by the source's number.
    private var found: [Int: Int] = [:]
    private let configuredCount: Int
    let cluster: String?
    var recordCounts = PartitionArray<RecordCounts>()
    private var sources = PartitionArray<Int>()
    private var event = Event()

    /// A stage for the given sources.
    ///
    /// - Parameters:
    ///   - configuration: the sources.
    ///   - keepsRejected: whether rejected records are kept for the rejected topic.
    public init(_ configuration: IngestConfiguration, keepsRejected: Bool) {
        self.init(
            configuration,
            keepsRejected: keepsRejected,
            dictionaries: configuration.schema.makeDictionaries()
        )
    }

    /// The same with dictionaries that hold values already.
    init(
        _ configuration: IngestConfiguration,
        keepsRejected: Bool,
        dictionaries: [ValueDictionary]
    ) {
        self.dictionaries = dictionaries
        hasTables = !configuration.tables.isEmpty
        tables = hasTables ? SideTables(configuration, dictionaries: dictionaries) : nil
        bounds = configuration.bounds
        currencies = configuration.currencies
        admission = DimensionAdmission(
            schema: configuration.schema,
            dictionaries: dictionaries,
            expected: configuration.expected
        )
        rejected = RejectedRecords(isKept: keepsRejected)
        schema = configuration.schema
        configuredCount = configuration.sources.count
        cluster = configuration.cluster
        // Memory of decoders that never come is never touched.
        decoderLimit = configuration.sources.count + Self.mostFoundSources
        unsafe decoders = .allocate(capacity: decoderLimit)
        for source in configuration.sources { _ = addDecoder(of: source) }
    }

    /// The most sources that are found after the start.
    private static var mostFoundSources: Int { 4_096 }

    private mutating func addDecoder(of source: IngestConfiguration.Source) -> Int {
        precondition(decoderCount < decoderLimit, "no more sources than partitions are found")
        unsafe (decoders + decoderCount).initialize(
            to: EventDecoder(
                format: source.format,
                data: source.data,
                schema: schema,
                source: source.name,
                dictionaries: dictionaries,
                mapping: source.mapping
            )
        )
        areHeadersRead = areHeadersRead || source.format.readsHeaders
        decoderCount += 1
        return decoderCount - 1
    }

    deinit {
        unsafe decoders.deinitialize(count: decoderCount)
        unsafe decoders.deallocate()
    }

    /// Takes one more partition of a source; numbers count from 0 like the route's.
    ///
    /// - Parameters:
    ///   - source: position of a configured source, or another number of one that was found later.
    ///   - definition: what a source is that was found later; nil for a configured one.
    public mutating func addPartition(
        source: Int,
        definition: IngestConfiguration.Source? = nil
    ) {
        recordCounts.append(RecordCounts())
        if source < configuredCount {
            sources.append(source)
        } else if let known = found[source] {
            sources.append(known)
        } else {
            guard let definition else { preconditionFailure("a found source says what it is") }
            let added = addDecoder(of: definition)
            found[source] = added
            sources.append(added)
        }
    }

    /// Takes one more partition, of which no record will come.
    mutating func addRetiredPartition() {
        recordCounts.append(RecordCounts())
        sources.append(-1)
    }

    /// Whether events of a partition have something in headers; else nobody needs to look for them.
    @inline(__always)
    func readsHeaders(of partition: Int) -> Bool {
        guard areHeadersRead else { return false }
        return unsafe decoders[sources[partition]].readsHeaders
    }

    /// Takes a record.
    ///
    /// - Parameters:
    ///   - value: the record's value; nil: it has none.
    ///   - isPadded: spares a copy. Only where the memory that the value lies in ends with 64 zeros, and the
    ///     value stays as it is until the call returns.
    ///   - key: for the rejected topic.
    ///   - headers: as Kafka stores them, where `readsHeaders` asks for them; nil: it has none.
    ///   - timestamp: the record's, ms; negative: none.
    ///   - offset: the record's, greater than that of the one before.
    ///   - partition: its number.
    ///   - now: monotonic time, ms.
    ///   - route: where its events go.
    @unsafe
    @inlinable
    public mutating func ingest<Route: EventRoute & ~Copyable>(
        value: RawSpan?,
        isPadded: Bool,
        key: RawSpan?,
        headers: RawSpan? = nil,
        timestamp: Int64,
        offset: Int64,
        partition: Int,
        now: Int64,
        to route: inout Route
    ) {
        follow(offset, partition)
        if let value, unsafe open(value, isPadded, headers, timestamp, partition) {
            decode(value, key, timestamp, offset, partition, now, &route)
        } else if value == nil, let headers,
            unsafe open(RawSpan(), false, headers, timestamp, partition)
        {
            // Headers alone may tell of an event.
            decode(RawSpan(), key, timestamp, offset, partition, now, &route)
        } else {
            countEmpty(partition)
            route.recordSeen(partition: partition, now: now)
        }
    }

    /// Turns the event's value into the main currency; why that cannot be, or nil.
    @inline(__always)
    private mutating func currencyError() -> DecodeError? {
        event.currency == 0 ? nil : currencies?.convert(&event)
    }

    @usableFromInline
    mutating func decode<Route: EventRoute & ~Copyable>(
        _ value: RawSpan,
        _ key: RawSpan?,
        _ timestamp: Int64,
        _ offset: Int64,
        _ partition: Int,
        _ now: Int64,
        _ route: inout Route
    ) {
        let decoder = unsafe decoders + sources[partition]
        var found: Int64 = 0
        var lost: Int64 = 0
        var wasRejected = false
        steps: while true {
            let step = unsafe decoder.pointee.next(&event)
            switch step {
            case .event, .unwanted:
                found += 1
                let isWanted = if case .event = step { true } else { false }
                if let error = bounds.check(event, recordTimestamp: timestamp)
                    ?? (isWanted ? currencyError() : nil)
                {
                    lost += 1
                    let rejection = unsafe decoder.pointee.rejectLast(error)
                    reject(rejection, value, key, timestamp, offset, partition)
                    route.recordSeen(partition: partition, now: now)
                } else if isWanted {
                    // A value that a table lends needs its place on the day as one of the event does.
                    if hasTables { tables?.fill(&event) }
                    admission.apply(to: &event)
                    route.ingest(&event, partition: partition, now: now)
                } else {
                    route.ingestUnwanted(time: event.reachedTime, partition: partition, now: now)
                }
            case .rejected(let rejection):
                if rejection.isWholeRecord {
                    wasRejected = true
                } else {
                    found += 1
                    lost += 1
                }
                reject(rejection, value, key, timestamp, offset, partition)
                route.recordSeen(partition: partition, now: now)
            case .end: break steps
            }
        }
        if wasRejected {
            recordCounts[partition].rejectedRecords += 1
        } else {
            recordCounts[partition].decoded += 1
        }
        recordCounts[partition].events += found
        recordCounts[partition].rejectedEvents += lost
    }

    @unsafe
    @usableFromInline
    mutating func open(
        _ value: RawSpan,
        _ isPadded: Bool,
        _ headers: RawSpan?,
        _ timestamp: Int64,
        _ partition: Int
    ) -> Bool {
        let decoder = unsafe decoders + sources[partition]
        let content = unsafe decoder.pointee.open(
            value,
            isPadded: isPadded,
            headers: headers,
            timestamp: timestamp
        )
        return content == .elements
    }

    @inline(never)
    private mutating func reject(
        _ rejection: Rejection,
        _ value: RawSpan,
        _ key: RawSpan?,
        _ timestamp: Int64,
        _ offset: Int64,
        _ partition: Int
    ) {
        recordCounts[partition].reasons[rejection.error.reason] += 1
        rejectionPlaces.note(rejection, partition: partition, offset: offset, timestamp: timestamp)
        guard rejected.isKept else { return }
        let decoder = unsafe decoders + sources[partition]
        rejected.append(
            RejectedRecord(
                partition: partition,
                offset: offset,
                timestamp: timestamp,
                key: Self.bytes(key),
                value: unsafe decoder.pointee.bytes(of: rejection, in: value),
                error: rejection.error,
                index: rejection.isWholeRecord ? nil : rejection.index
            )
        )
    }

    static func bytes(_ span: RawSpan?) -> [UInt8]? {
        guard let span else { return nil }
        return unsafe span.withUnsafeBytes { unsafe [UInt8]($0) }
    }
}
