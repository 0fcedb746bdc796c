// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import TestSupport

/// A record of the output topic, as far as the tests look into it.
struct SnapshotRecord: Decodable, Hashable {
    struct Window: Decodable, Hashable {
        var size: String
        var start: Int64
        var end: Int64
    }

    var generation: Int
    var kpi: String
    var definition: String
    var dims: [String: String]
    var window: Window
    var kind: String
    var revision: Int
    var value: Double?
    var num: Double
    var den: Double?
    var previous: Previous?
    var complete: Bool
    var closed: String?
    var gapUntil: Int64?
    var overflow: Bool?
    var top: [Listed]?
    var target: Aim?

    /// What is aimed at.
    struct Aim: Decodable, Hashable {
        var value: Double
    }

    struct Previous: Decodable, Hashable {
        var value: Double?
    }

    struct Listed: Decodable, Hashable {
        var value: String
        var count: Int64
        var low: Int64
    }

    enum CodingKeys: String, CodingKey {
        case generation, kpi, definition, dims, window, kind, revision, value, num, den, previous,
            complete, closed
        case gapUntil = "gap_until"
        case overflow, top, target
    }

    /// The series and the window.
    struct Key: Hashable {
        var kpi: String
        var dims: [String: String]
        var window: Window
    }

    var key: Key { Key(kpi: kpi, dims: dims, window: window) }

    /// Reads the values of records.
    static func all(in records: [TopicRecord]) throws -> [SnapshotRecord] {
        let decoder = JSONDecoder()
        return try records.map { record in
            try decoder.decode(SnapshotRecord.self, from: Data(record.value ?? []))
        }
    }
}
