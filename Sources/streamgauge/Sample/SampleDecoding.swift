// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline

/// Decodes a sample's records with all dimensions, which no daemon needs at once.
///
/// An event holds few dimensions, so several decoders of the same format go over each record.
final class SampleDecoding {
    /// All dimensions, in parts that an event can hold.
    static let parts: [[Dimension]] = stride(
        from: 0,
        to: Dimension.allCases.count,
        by: Event.dimensionLimit
    ).map { Array(Dimension.allCases[$0...].prefix(Event.dimensionLimit)) }

    /// Values of one dimension that are told apart.
    private static let valueLimit = 10_000

    /// The values of each dimension, in the order of `Dimension.allCases`.
    let dictionaries: [ValueDictionary]

    private var first: EventDecoder
    private var second: EventDecoder
    private var third: EventDecoder
    private var events = (Event(), Event(), Event())

    /// Decoders of one source.
    init(_ source: IngestConfiguration.Source, _ schema: EventSchema) {
        precondition(Self.parts.count == 3, "a decoder for each part of the dimensions")
        let schemas = Self.parts.map { part in
            EventSchema(
                key: schema.key,
                dimensions: part,
                traffic: schema.traffic,
                bots: schema.bots,
                keptParameters: schema.keptParameters,
                valueLimit: Self.valueLimit,
                sizeLimit: schema.sizeLimit
            )
        }
        let parts = schemas.map { $0.makeDictionaries() }
        dictionaries = parts.flatMap(\.self)
        func decoder(_ part: Int) -> EventDecoder {
            EventDecoder(
                format: source.format,
                data: source.data,
                schema: schemas[part],
                source: source.name,
                dictionaries: parts[part],
                mapping: source.mapping
            )
        }
        first = decoder(0)
        second = decoder(1)
        third = decoder(2)
    }

    /// Takes a record's plausible events in.
    func read(
        _ value: RawSpan,
        headers: RawSpan?,
        timestamp: Int64,
        _ bounds: TimeBounds,
        into sample: inout InputSample
    ) {
        guard first.open(value, headers: headers, timestamp: timestamp) == .elements
        else { return }
        _ = second.open(value, headers: headers, timestamp: timestamp)
        _ = third.open(value, headers: headers, timestamp: timestamp)
        while true {
            let step = first.next(&events.0)
            _ = second.next(&events.1)
            _ = third.next(&events.2)
            switch step {
            case .end: return
            case .rejected: continue
            case .event, .unwanted:
                guard bounds.check(events.0, recordTimestamp: timestamp) == nil else { continue }
                note(in: &sample)
            }
        }
    }

    private func note(in sample: inout InputSample) {
        sample.note(events.0)
        for place in Dimension.allCases.indices {
            let (part, slot) = place.quotientAndRemainder(dividingBy: Event.dimensionLimit)
            let value =
                switch part {
                case 0: events.0.dimensions[slot]
                case 1: events.1.dimensions[slot]
                default: events.2.dimensions[slot]
                }
            sample.note(value, ofDimension: place, type: events.0.type)
        }
    }
}
