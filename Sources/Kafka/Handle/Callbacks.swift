// SPDX-License-Identifier: Apache-2.0

import CRDKafka

/// Every function that the client library calls back, all on the thread that polls.
enum Callbacks {
    /// Registers them; `opaque` is the client's inbox.
    static func install(
        on configuration: OpaquePointer,
        opaque: UnsafeMutableRawPointer,
        kind: ClientKind
    ) {
        unsafe rd_kafka_conf_set_opaque(configuration, opaque)
        unsafe rd_kafka_conf_set_error_cb(configuration) { client, code, text, opaque in
            unsafe Callbacks.receiveError(client, code, text, opaque)
        }
        unsafe rd_kafka_conf_set_log_cb(configuration) { client, severity, facility, text in
            unsafe Callbacks.receiveLog(client, severity, facility, text)
        }
        unsafe rd_kafka_conf_set_stats_cb(configuration) { _, json, count, opaque in
            unsafe Callbacks.receiveStatistics(json, count, opaque)
            // 0: the library frees the text.
            return 0
        }
        if kind == .member {
            unsafe rd_kafka_conf_set_rebalance_cb(configuration) { client, code, list, _ in
                unsafe Callbacks.rebalance(client, code, list)
            }
        }
        guard kind == .producer else { return }
        unsafe rd_kafka_conf_set_dr_msg_cb(configuration) { _, message, opaque in
            unsafe Callbacks.receiveReport(message, opaque)
        }
    }

    // Sound in all four: the opaque pointer is the inbox of the client that calls, which its owner
    // keeps alive for longer than the client; texts live as long as the call and are copied.

    private static func inbox(_ opaque: UnsafeMutableRawPointer?) -> Inbox? {
        unsafe opaque.map { unsafe Unmanaged<Inbox>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func string(_ text: UnsafePointer<CChar>?) -> String {
        unsafe text.map { unsafe String(cString: $0) } ?? ""
    }

    private static func receiveError(
        _ client: OpaquePointer?,
        _ code: Int32,
        _ text: UnsafePointer<CChar>?,
        _ opaque: UnsafeMutableRawPointer?
    ) {
        guard let inbox = unsafe inbox(opaque) else { return }
        if code == RD_KAFKA_RESP_ERR__FATAL.rawValue, let client = unsafe client {
            if let fatal = unsafe fatalError(of: client) { inbox.receive(fatal) }
            return
        }
        let detail = unsafe string(text)
        inbox.receive(KafkaError(code: .init(rawValue: code), subject: nil, detail: detail))
    }

    private static func receiveLog(
        _ client: OpaquePointer?,
        _ severity: Int32,
        _ facility: UnsafePointer<CChar>?,
        _ text: UnsafePointer<CChar>?
    ) {
        guard let client = unsafe client, let inbox = unsafe inbox(rd_kafka_opaque(client)) else {
            return
        }
        let line = unsafe KafkaLogLine(
            severity: severity,
            facility: string(facility),
            message: string(text)
        )
        inbox.receive(line)
    }

    private static func receiveStatistics(
        _ json: UnsafeMutablePointer<CChar>?,
        _ count: Int,
        _ opaque: UnsafeMutableRawPointer?
    ) {
        guard let inbox = unsafe inbox(opaque), let json = unsafe json else { return }
        let bytes = unsafe UnsafeRawBufferPointer(start: json, count: count)
        inbox.receive(statistics: unsafe String(decoding: bytes, as: UTF8.self))
    }

    private static func receiveReport(
        _ message: UnsafePointer<rd_kafka_message_t>?,
        _ opaque: UnsafeMutableRawPointer?
    ) {
        guard let inbox = unsafe inbox(opaque), let message = unsafe message else { return }
        let code = unsafe message.pointee.err
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return inbox.receiveDelivery() }
        let tag = unsafe UInt64(UInt(bitPattern: message.pointee._private))
        let topic = unsafe string(rd_kafka_topic_name(message.pointee.rkt))
        inbox.receive(DeliveryFailure(tag: tag, error: KafkaError(code, subject: "topic \(topic)")))
    }
}
