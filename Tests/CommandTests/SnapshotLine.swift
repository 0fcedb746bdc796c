// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A snapshot record as a reader of the output sees it.
struct SnapshotLine: Decodable, Sendable, Equatable {
    struct Window: Decodable, Sendable, Equatable {
        var size: String
        var start: Int64
        var end: Int64
    }

    var kpi: String
    var dims: [String: String]
    var window: Window
    var kind: String
    var revision: Int
    var value: Double?
    var num: Double?
    var den: Double?
    var complete: Bool
    var watermark: Int64?
    var emitted: Int64
    var closed: String?

    /// The lines of an output.
    static func all(_ bytes: [UInt8]) throws -> [SnapshotLine] {
        try bytes.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(SnapshotLine.self, from: Data($0))
        }
    }
}
