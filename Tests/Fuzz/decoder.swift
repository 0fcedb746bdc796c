// SPDX-License-Identifier: Apache-2.0
//
// Feeds the decoder of one format what libFuzzer finds; FUZZ_FORMAT names it, or is `headers`: then what is
// found begins with the headers of a record, behind their length in two bytes. It is compiled into one module with the sources of Events, so that all of it is covered. The decoder must come to an end,
// place every rejection inside the record, give plausible events, and give the same ones again.
import Foundation

// libFuzzer calls from one thread.
private nonisolated(unsafe) var target = FuzzTarget(format)
private let name = ProcessInfo.processInfo.environment["FUZZ_FORMAT"] ?? ""
private let hasHeaders = name == "headers"
private let format = hasHeaders ? .cloudevents : InputFormat(rawValue: name) ?? .native

/// Takes what libFuzzer finds as the value of a record; 0 as libFuzzer wants it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let value = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
    guard hasHeaders else {
        target.run(unsafe RawSpan(_unsafeBytes: value))
        return 0
    }
    guard count >= 2 else { return 0 }
    let length = min(unsafe Int(bytes[0]) | Int(bytes[1]) << 8, count - 2)
    let headers = unsafe UnsafeRawBufferPointer(rebasing: value[2..<2 + length])
    let rest = unsafe UnsafeRawBufferPointer(rebasing: value[(2 + length)...])
    target.run(
        unsafe RawSpan(_unsafeBytes: rest),
        headers: unsafe RawSpan(_unsafeBytes: headers)
    )
    return 0
}

private struct FuzzTarget: ~Copyable {
    private static let timestamp: Int64 = 1_767_261_600_000
    private let schema = EventSchema(
        key: .fixed,
        dimensions: [.campaign, .object, .referrer, .name, .country],
        listed: [.content, .medium, .label],
        keptParameters: ["q"],
        valueLimit: 1_000,
        listedLimit: 1_000,
        sizeLimit: 1 << 16
    )
    private let dictionaries: [ValueDictionary]
    private var decoder: EventDecoder
    private var event = Event()

    init(_ format: InputFormat) {
        dictionaries = schema.makeDictionaries()
        decoder = EventDecoder(
            format: format,
            schema: schema,
            source: "fuzz",
            dictionaries: dictionaries,
            mapping: format == .mapped ? Self.mapping : nil
        )
    }

    /// Some fields of each kind, by the names of the page's example.
    private static var mapping: EventMapping? {
        let fields = [
            ("type", ["event_type", "kind"]), ("time", ["event_time"]), ("id_parts", ["a", "b.c"]),
            ("user", ["user.id", "uid"]), ("object", ["ad_id"]), ("value", ["price"]),
            ("score", ["score"]), ("sentiment", ["mood"]), ("human", ["human"]),
            ("channel", ["channel"]), ("country", ["geo.country"]),
        ]
        return try? EventMapping(
            fields: fields.compactMap { name, paths in
                MappedField(name: name).map { ($0, paths) }
            },
            constants: [],
            timeUnit: .milliseconds,
            types: [("click", EventMeaning(.interaction))]
        )
    }

    mutating func run(_ value: RawSpan, headers: RawSpan? = nil) {
        let first = walk(value, headers)
        // Something else lies behind it, then zeros, then nothing that may be read.
        let count = value.byteCount
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * count + 64, alignment: 1)
        defer { unsafe memory.deallocate() }
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
        unsafe value.withUnsafeBytes { bytes in
            for place in [0, count] {
                unsafe UnsafeMutableRawBufferPointer(rebasing: memory[place..<place + count])
                    .copyMemory(from: bytes)
            }
        }
        let again = walk(
            unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: memory[..<count])),
            headers,
            isPadded: true
        )
        precondition(first == again, "the same record is decoded in two ways")
    }

    /// The ids and times of all events, folded.
    private mutating func walk(
        _ value: RawSpan,
        _ headers: RawSpan?,
        isPadded: Bool = false
    ) -> UInt64 {
        guard
            unsafe decoder.open(
                value,
                isPadded: isPadded,
                headers: headers,
                timestamp: Self.timestamp
            ) == .elements
        else { return 0 }
        let limit = isCompressed(value) ? schema.sizeLimit : value.byteCount
        var fold: UInt64 = 1
        var count = 0
        while true {
            switch decoder.next(&event) {
            case .end: return fold
            case .event, .unwanted:
                check()
                fold = fold &* 31 &+ event.id &+ UInt64(bitPattern: event.time) &+ event.user
            case .rejected(let rejection):
                precondition(rejection.range.upperBound <= limit, "outside the record")
                precondition(!rejection.error.message.isEmpty, "a rejection without a sentence")
                fold = fold &* 31 &+ UInt64(rejection.error.reason.rawValue)
            }
            count += 1
            precondition(count <= limit + 1, "more elements than bytes")
        }
    }

    /// Whether elements lie in what a value of gzip or Zstandard opens to, which has more bytes.
    private func isCompressed(_ value: RawSpan) -> Bool {
        [[0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD]].contains { magic in
            value.byteCount >= magic.count
                && magic.indices.allSatisfy {
                    unsafe value.unsafeLoad(fromByteOffset: $0, as: UInt8.self) == magic[$0]
                }
        }
    }

    private func check() {
        precondition(event.id != 0, "an event without an id")
        precondition(Timestamp.range.contains(event.time), "a time out of range")
        precondition(Timestamp.range.contains(event.received), "a time of arrival out of range")
        precondition(event.value.isFinite && event.score.isFinite, "a number without an end")
        precondition(event.scale.isFinite && event.sentiment.isFinite, "a number without an end")
        for metric in 0..<8 {
            let total = event.totals[metric]
            precondition(total.isNaN || (total >= 0 && total.isFinite), "a total out of range")
        }
        for slot in dictionaries.indices {
            let number = Int(event.dimensions[slot])
            precondition(number < dictionaries[slot].count + 2, "a value that no dictionary has")
        }
    }
}
