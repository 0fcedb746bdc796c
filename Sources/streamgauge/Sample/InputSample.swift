// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline

/// What some records of one input hold, as the input's format understands them.
struct InputSample {
    /// An element that was rejected.
    struct Example {
        var place: String
        var sentence: String
        /// The beginning of its bytes.
        var text: String
    }

    /// The most bytes of a rejected element that are shown.
    private static let shownLength = 160

    /// The topic, or the file.
    let name: String
    let source: IngestConfiguration.Source
    /// Events by type; of types outside the list together.
    private(set) var types: [EventType: Int] = [:]
    /// Events that have a field.
    private(set) var fields: [SampledField: Int] = [:]
    /// Events with any id of a person or device.
    private(set) var actors = 0
    /// Events that no person caused.
    private(set) var machines = 0
    private(set) var dimensions: [SampledDimension]
    /// Names of events whose type is outside the list.
    private(set) var otherNames = SampledDimension(.name)
    /// When the events happened, ms; nil: there is none.
    private(set) var times: ClosedRange<Int64>?
    /// How long after it happened an event was received, summed and at most, ms.
    private(set) var lagSum: Double = 0
    private(set) var mostLag: Int64 = 0
    /// How far events stand behind one another, in an input that is read in its order.
    private(set) var disorder = Disorder()
    private var record = 0
    /// The first rejection of each reason.
    private(set) var examples: [RejectionReason: Example] = [:]

    /// A sample of no records yet.
    init(name: String, source: IngestConfiguration.Source, dimensions: [Dimension]) {
        self.name = name
        self.source = source
        self.dimensions = dimensions.map(SampledDimension.init)
    }

    /// Decoded events.
    var eventCount: Int { types.values.reduce(0, +) }

    /// The events noted from now on are of the next record.
    mutating func beginRecord() { record += 1 }

    /// Takes what the event itself says.
    mutating func note(_ event: borrowing Event) {
        types[event.type, default: 0] += 1
        for field in SampledField.allCases where field.isGiven(in: event) {
            fields[field, default: 0] += 1
        }
        if event.deviceKey != 0 { actors += 1 }
        if event.flags.contains(.nonHuman) { machines += 1 }
        let time = event.time
        times = times.map { min($0.lowerBound, time)...max($0.upperBound, time) } ?? time...time
        disorder.note(.init(time: time, line: record), reached: event.reachedTime)
        let lag = event.received - time
        lagSum += Double(lag)
        mostLag = max(mostLag, lag)
    }

    /// Takes the number of an event's value in a dimension, by the dimension's place.
    mutating func note(_ value: UInt32, ofDimension place: Int, type: EventType) {
        dimensions[place].note(value)
        if type == .other, dimensions[place].dimension == .name { otherNames.note(value) }
    }

    /// Takes rejected elements of a record.
    mutating func note(_ rejected: [RejectedRecord], at place: String) {
        for record in rejected where examples[record.error.reason] == nil {
            let text = String(decoding: record.value.prefix(Self.shownLength), as: UTF8.self)
            let isCut = record.value.count > Self.shownLength
            examples[record.error.reason] = Example(
                place: record.index.map { "\(place), event \($0)" } ?? place,
                sentence: record.error.message,
                text: Self.printable(text) + (isCut ? " …" : "")
            )
        }
    }

    /// The text without what would change a terminal.
    static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    [.control, .format].contains($0.properties.generalCategory) ? "\u{FFFD}" : $0
                }
            )
        )
    }
}
