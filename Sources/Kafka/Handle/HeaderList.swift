// SPDX-License-Identifier: Apache-2.0

import CRDKafka

/// Headers as the library takes them; none is no list at all.
@safe
struct HeaderList: ~Copyable {
    /// Owned until a record that was taken owns it.
    let pointer: OpaquePointer?

    init(_ headers: [KafkaHeader]) {
        guard !headers.isEmpty else {
            unsafe pointer = nil
            return
        }
        unsafe pointer = rd_kafka_headers_new(headers.count)
        for header in headers {
            // Sound: name and bytes are copied by the call; -1 lets the library measure the name.
            // A null value is no address; an empty one is an address without bytes.
            if let value = header.value {
                var bytes = value
                if bytes.isEmpty { bytes.append(0) }
                _ = unsafe rd_kafka_header_add(pointer, header.name, -1, bytes, value.count)
            } else {
                _ = unsafe rd_kafka_header_add(pointer, header.name, -1, nil, 0)
            }
        }
    }

    deinit {
        guard let pointer = unsafe pointer else { return }
        unsafe rd_kafka_headers_destroy(pointer)
    }

    /// The record owns the list now.
    consuming func giveAway() {
        discard self
    }
}
