// SPDX-License-Identifier: Apache-2.0

import CRDKafka

/// A set of properties on its way into a client.
@safe
struct ConfigurationHandle: ~Copyable {
    /// Owned until a client takes it over; freed here otherwise.
    private let pointer: OpaquePointer

    /// An empty set: every property has the library's default.
    init() {
        // Sound: the library aborts rather than return nil.
        unsafe pointer = rd_kafka_conf_new().unsafelyUnwrapped
    }

    deinit {
        unsafe rd_kafka_conf_destroy(pointer)
    }

    /// Sets what concerns this kind of client and leaves the rest out.
    ///
    /// - Throws: `.invalidArgument` for an unknown name, with the nearest known one, or a wrong value.
    func set(_ properties: KafkaProperties, for kind: ClientKind) throws(KafkaError) {
        for (name, value) in properties.sorted(by: { $0.key < $1.key }) {
            switch PropertyCatalog.scopes[name] {
            case .consumer where kind == .producer, .producer where kind != .producer:
                continue
            default:
                try set(name, value)
            }
        }
    }

    private func set(_ name: String, _ value: String) throws(KafkaError) {
        var text = InlineArray<512, CChar>(repeating: 0)
        var span = text.mutableSpan
        let (result, words) = unsafe span.withUnsafeMutableBufferPointer { buffer in
            let result = unsafe rd_kafka_conf_set(
                pointer,
                name,
                value,
                buffer.baseAddress,
                buffer.count
            )
            return unsafe (result, String(cString: buffer.baseAddress.unsafelyUnwrapped))
        }
        switch result {
        case RD_KAFKA_CONF_OK:
            return
        case RD_KAFKA_CONF_UNKNOWN:
            let hint = PropertyCatalog.nearest(to: name).map { ", did you mean \($0)?" } ?? ""
            throw KafkaError(
                code: .invalidArgument,
                reason: "there is no Kafka property \(name)\(hint)"
            )
        default:
            throw KafkaError(
                code: .invalidArgument,
                reason: "the Kafka property \(name) has a wrong value: \(words)"
            )
        }
    }

    /// Makes a client of it.
    ///
    /// - Parameters:
    ///   - kind: consumer or producer.
    ///   - inbox: where callbacks put what they get; it must outlive the client.
    /// - Returns: a client that the caller owns.
    /// - Throws: `.invalidArgument` when properties contradict each other.
    consuming func makeClient(_ kind: ClientKind, inbox: Inbox) throws(KafkaError) -> OpaquePointer
    {
        // Sound: the opaque pointer is unretained; the client's owner keeps the inbox alive.
        unsafe Callbacks.install(
            on: pointer,
            opaque: Unmanaged.passUnretained(inbox).toOpaque(),
            kind: kind
        )
        // A copy goes in, because a refused one stays ours and an accepted one does not.
        let copy = unsafe rd_kafka_conf_dup(pointer)
        var text = InlineArray<512, CChar>(repeating: 0)
        var span = text.mutableSpan
        let (made, words) = unsafe span.withUnsafeMutableBufferPointer { buffer in
            let type = kind == .producer ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER
            let made = unsafe rd_kafka_new(type, copy, buffer.baseAddress, buffer.count)
            return unsafe (made, String(cString: buffer.baseAddress.unsafelyUnwrapped))
        }
        guard let made = unsafe made else {
            unsafe rd_kafka_conf_destroy(copy)
            throw KafkaError(
                code: .invalidArgument,
                reason: "the Kafka properties do not go together: \(words)"
            )
        }
        return unsafe made
    }
}

/// What a client is made for.
enum ClientKind {
    case consumer
    case producer
    /// Reads nothing and asks only.
    case admin
    /// Reads nothing and belongs to a group.
    case member
}
