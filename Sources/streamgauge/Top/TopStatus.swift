// SPDX-License-Identifier: Apache-2.0

/// What `top` reads of `/api/v1/status`.
struct TopStatus: Decodable {
    struct Topic: Decodable {
        var topic: String
        var records: [String: UInt64]
        var events: [String: UInt64]
        var rejected: [String: UInt64]
    }

    struct Partition: Decodable {
        var topic: String
        var partition: Int
        var lag: Int64?
    }

    struct Ring: Decodable {
        var name: String
        var fill: Double
    }

    struct Table: Decodable {
        var name: String
        var entries: Int
        var limit: Int
        var refused: UInt64?
    }

    struct Receiver: Decodable {
        var name: String
        var waiting: Int
        var trouble: String?
    }

    struct HTTP: Decodable {
        var series: Int
        var series_limit: Int
    }

    var application: String
    var version: String
    var role: String
    var ready: Bool
    var reasons: [String]
    var now: Int64
    var watermark_age_ms: Int64?
    var topics: [Topic]
    var partitions: [Partition]
    var rings: [Ring]
    var tables: [Table]
    var receivers: [Receiver]
    var commits: [String: UInt64]
    var conservation_violations: UInt64
    var http: HTTP

    /// Records read since the start.
    var recordCount: UInt64 { topics.reduce(0) { $0 + $1.records.values.reduce(0, +) } }
    /// Events of an outcome since the start.
    func events(_ outcome: String) -> UInt64 { topics.reduce(0) { $0 + ($1.events[outcome] ?? 0) } }
    /// Records that were not read yet.
    var lag: Int64 { partitions.reduce(0) { $0 + ($1.lag ?? 0) } }
}
