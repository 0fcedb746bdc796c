// SPDX-License-Identifier: Apache-2.0

import CRDKafka
import Dispatch
import Synchronization

/// Owner of one client of the library, with its topic handles and its inbox.
///
/// The library's client may be used by any thread. It is destroyed when the last user lets go, on a
/// thread of its own, because destroying waits for the library's threads and has been seen to hang.
@safe
final class ClientHandle: Sendable {
    /// Sound to share: the library guards its client itself.
    nonisolated(unsafe) let pointer: OpaquePointer
    let kind: ClientKind
    let inbox: Inbox
    /// User and password as set; empty where there is no login.
    let credentials: (String, String)
    private let topics = Mutex<[String: TopicHandle]>([:])

    /// Makes a client; no connection is awaited.
    ///
    /// - Throws: `.invalidArgument` for properties that are unknown, wrong or contradictory.
    init(
        _ kind: ClientKind,
        defaults: KafkaProperties,
        properties: KafkaProperties
    ) throws(KafkaError) {
        let configuration = ConfigurationHandle()
        try configuration.set(defaults, for: kind)
        try configuration.set(properties, for: kind)
        let inbox = Inbox()
        unsafe pointer = try configuration.makeClient(kind, inbox: inbox)
        self.kind = kind
        credentials = (properties["sasl.username"] ?? "", properties["sasl.password"] ?? "")
        self.inbox = inbox
        // Log lines come out where the client is polled; it fails only without log.queue.
        _ = unsafe rd_kafka_set_log_queue(pointer, nil)
    }

    deinit {
        let client = unsafe LibraryObject(pointer)
        let handles = topics.withLock { Array($0.values) }
        let inbox = inbox
        DispatchQueue.global().async {
            for handle in handles { unsafe rd_kafka_topic_destroy(handle.pointer) }
            unsafe rd_kafka_destroy_flags(client.pointer, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE)
            // Callbacks may come until here.
            withExtendedLifetime(inbox) {}
        }
    }

    /// The handle of a topic, made at its first use; one for each name as long as the client lives.
    func topic(_ name: String) throws(KafkaError) -> TopicHandle {
        try topics.withLock { topics throws(KafkaError) in
            if let known = topics[name] { return known }
            guard let made = unsafe rd_kafka_topic_new(pointer, name, nil) else {
                throw KafkaError(rd_kafka_last_error(), subject: "topic \(name)")
            }
            let handle = unsafe TopicHandle(made)
            topics[name] = handle
            return handle
        }
    }

    private var readsRecords: Bool { kind == .consumer || kind == .member }

    /// Serves callbacks that wait, so that the cause of a failure is known.
    ///
    /// Not for consumers: their records would be taken from the queue, too.
    func serveEvents() {
        if !readsRecords { poll(timeoutMilliseconds: 0) }
    }

    /// Serves callbacks for at most this long; for clients that read no records.
    func poll(timeoutMilliseconds: Int) {
        precondition(!readsRecords, "a consumer is polled for records")
        unsafe rd_kafka_poll(pointer, Int32(clamping: timeoutMilliseconds))
    }
}
