// SPDX-License-Identifier: Apache-2.0

/// What `top` reads of `/api/v1/snapshot` and `/api/v1/kpis`.
struct TopSnapshot: Decodable {
    struct Value: Decodable {
        var end: Int64
        var value: Double?
        var n: Double
        var complete: Bool
        var target: Target?
    }

    struct Target: Decodable {
        var status: String
    }

    struct Window: Decodable {
        var size: String
    }

    struct Series: Decodable {
        var kpi: String
        var window: Window
        var final: Value?
        var live: Value?
    }

    var series: [Series]

    /// The units of KPIs.
    struct Catalogue: Decodable {
        struct Entry: Decodable {
            var id: String
            var unit: String
        }

        var kpis: [Entry]
    }
}
