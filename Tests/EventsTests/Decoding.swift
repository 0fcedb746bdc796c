// SPDX-License-Identifier: Apache-2.0

import Events

/// One step of a decoder with the event it wrote.
enum Step {
    case event(Event)
    case unwanted(Event)
    case rejected(Rejection)

    var event: Event? { if case .event(let event) = self { event } else { nil } }
    var rejection: Rejection? { if case .rejected(let rejection) = self { rejection } else { nil } }
}

/// A decoder with its dictionaries, for tests.
final class Decoding {
    /// Every dimension that a test asks for fits in the eight slots.
    static let someDimensions: [Dimension] = [
        .campaign, .medium, .content, .object, .referrer, .channel, .name, .source,
    ]

    let schema: EventSchema
    let dictionaries: [ValueDictionary]
    var decoder: EventDecoder
    /// Whether values are decoded where they lie, with something else behind them.
    private let isPadded: Bool

    init(
        _ dimensions: [Dimension] = someDimensions,
        format: InputFormat = .native,
        data: InputFormat? = nil,
        source: String = "shop",
        wanted: EventTypeSet = .all,
        traffic: TrafficRules = .builtIn,
        kept: [String] = [],
        valueLimit: Int = 1000,
        sizeLimit: Int = 1 << 20,
        mapping: EventMapping? = nil,
        isPadded: Bool = false
    ) {
        self.isPadded = isPadded
        schema = EventSchema(
            key: .fixed,
            dimensions: dimensions,
            wanted: wanted,
            traffic: traffic,
            keptParameters: kept,
            valueLimit: valueLimit,
            sizeLimit: sizeLimit
        )
        dictionaries = schema.makeDictionaries()
        decoder = EventDecoder(
            format: format,
            data: data,
            schema: schema,
            source: source,
            dictionaries: dictionaries,
            mapping: mapping ?? (format == .mapped ? .sample : nil)
        )
    }

    func open(_ value: [UInt8]) -> RecordContent {
        decoder.open(unsafe value.span.bytes, timestamp: 1_767_261_600_000)
    }

    func next(_ event: inout Event) -> DecodeStep { decoder.next(&event) }

    func steps(
        _ value: [UInt8],
        behind: [UInt8]? = nil,
        headers: [UInt8]? = nil,
        timestamp: Int64 = 1_767_261_600_000
    ) -> [Step] {
        precondition(
            behind == nil || isPadded,
            "only where a value is not copied something lies behind it"
        )
        let padding = (behind ?? value) + [UInt8](repeating: 0, count: 64)
        let memory = isPadded ? value + padding : value
        defer { withExtendedLifetime(memory) {} }
        let span = unsafe memory.span.bytes.extracting(first: value.count)
        let content =
            if let headers {
                unsafe decoder.open(
                    span,
                    isPadded: isPadded,
                    headers: unsafe headers.span.bytes,
                    timestamp: timestamp
                )
            } else {
                unsafe decoder.open(span, isPadded: isPadded, timestamp: timestamp)
            }
        guard content == .elements else { return [] }
        var steps: [Step] = []
        var event = Event()
        while true {
            switch decoder.next(&event) {
            case .event: steps.append(.event(event))
            case .unwanted: steps.append(.unwanted(event))
            case .rejected(let rejection): steps.append(.rejected(rejection))
            case .end: return steps
            }
        }
    }

    func steps(_ value: String, timestamp: Int64 = 1_767_261_600_000) -> [Step] {
        steps(Array(value.utf8), timestamp: timestamp)
    }

    /// The only event of a value, or nil where it is anything else.
    func event(_ value: String, timestamp: Int64 = 1_767_261_600_000) -> Event? {
        let steps = steps(value, timestamp: timestamp)
        return steps.count == 1 ? steps[0].event : nil
    }

    /// An event of these fields besides type and time.
    func event(
        type: String = "page_view",
        with fields: String
    ) -> Event? {
        event(#"{"type":"\#(type)","time":1767261600000,\#(fields)}"#)
    }

    /// The error of the only element of a value.
    func error(_ value: String) -> DecodeError? {
        let steps = steps(value)
        return steps.count == 1 ? steps[0].rejection?.error : nil
    }

    /// The text of a dimension of an event.
    func text(_ dimension: Dimension, of event: Event?) -> String? {
        guard let event, let slot = schema.slot(of: dimension) else { return nil }
        return dictionaries[slot].value(event.dimensions[slot])
    }
}

/// A small generator that makes the same numbers from the same seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
