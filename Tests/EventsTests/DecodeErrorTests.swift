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
}
