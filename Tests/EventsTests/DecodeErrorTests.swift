// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct DecodeErrorTests {
    @Test func `an error of a described format names its field when the decoder is gone`() {
        let error = Decoding(format: .mapped).error(
            #"{"event_type":"view","event_time":"2026-01-01T10:00:00Z"}"#
        )
        #expect(error?.reason == .time)
        let sentence = "The field 'event_time' is not a time (milliseconds since 1970)."
        #expect(error?.message == sentence)
        let other = Decoding(format: .mapped, mapping: .sample).error(
            #"{"event_type":"view","event_time":true}"#
        )
        #expect(other?.message == "The field 'event_time' has a value of the wrong kind.")
        #expect(other != error)
    }

    @Test func `a known format's errors are told by its own fields`() {
        #expect(DecodeError(.time, .notInUnit, slot: 1, format: .ga4).message.contains("micro"))
        #expect(DecodeError(.type, .missing).message == "The field 'type' is missing.")
        #expect(DecodeError.badTime.reason == .badTime && DecodeError.noRate.reason == .currency)
    }

    @Test func `a field is named as it stands in the record, by how the event came`() {
        var error = DecodeError(.field, .outOfRange, slot: NativeField.value.rawValue)
        #expect(error.message == "The field 'value' is out of range.")
        error.mode = .structured
        #expect(error.message == "The field 'data.value' is out of range.")
        error.mode = .binary
        #expect(error.message == "The field 'value' is out of range.")
        var own = DecodeError(.time, .missing, slot: 1, format: .cloudevents)
        own.mode = .structured
        #expect(own.message == "The field 'time' is missing.")
        own.mode = .binary
        #expect(own.message == "The header 'ce_time' is missing.")
    }

    @Test func `what is compressed and damaged is told so`() {
        let error = DecodeError(.compression, .badCompression)
        #expect(error.reason.name == "compression")
        #expect(error.message.hasSuffix("cannot be decompressed."))
    }
}
