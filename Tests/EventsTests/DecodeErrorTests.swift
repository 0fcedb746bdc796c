// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct DecodeErrorTests {
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
