// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import Testing

@testable import HTTPAPI

/// The description of the interface against what is served.
struct JSONInterfaceTests {
    private let interface: JSONInterface
    private let description: [String: Any]

    init() throws {
        let fixture = try PublishedFixture()
        interface = JSONInterface(
            fixture.application(ManualClock(PublishedFixture.end)),
            streams: StreamCounts(limit: 1),
            seriesLimit: 10,
            history: FinalHistory(plan: fixture.store.current.plan, limitBytes: 1_000),
            alerts: { .init() }
        )
        let route = try #require(interface.routes["/openapi.json"])
        let answer = try route.answer(HTTPRequest(path: "/openapi.json"))
        let parsed = try JSONSerialization.jsonObject(with: Data(answer.body.bytes))
        description = try #require(parsed as? [String: Any])
    }

    private func object(_ path: String...) throws -> [String: Any] {
        try path.reduce(description) { try #require($0[$1] as? [String: Any]) }
    }

    @Test func `each path that is served is described, and each that is described served`() throws {
        let others = ["/metrics", "/livez", "/readyz"]
        #expect(
            try object("paths").keys.sorted() == (Array(interface.routes.keys) + others).sorted()
        )
    }

    @Test func `all references lead somewhere`() throws {
        var references: Set<String> = []
        func collect(_ value: Any) {
            if let object = value as? [String: Any] {
                if let reference = object["$ref"] as? String { references.insert(reference) }
                object.values.forEach(collect)
            } else if let array = value as? [Any] {
                array.forEach(collect)
            }
        }
        collect(description)
        #expect(references.count > 10)
        for reference in references {
            let parts = reference.split(separator: "/").dropFirst().map(String.init)
            let found = parts.reduce(description as Any?) { ($0 as? [String: Any])?[$1] }
            #expect(found != nil, "\(reference)")
        }
    }

    @Test(arguments: [
        ("/api/v1/kpis", "Catalogue"), ("/api/v1/snapshot", "Snapshot"),
        ("/api/v1/status", "Status"), ("/api/v1/alerts", "Alerts"),
    ])
    func `answers have the fields that are described as always there, and no others`(
        path: String,
        schema: String
    ) throws {
        let answer = try #require(interface.routes[path]).answer(HTTPRequest(path: path))
        let parsed = try JSONSerialization.jsonObject(with: Data(answer.body.bytes))
        let fields = try Set(#require(parsed as? [String: Any]).keys)
        let described = try object("components", "schemas", schema)
        #expect(Set(try #require(described["required"] as? [String])).isSubset(of: fields))
        let properties = try #require(described["properties"] as? [String: Any])
        #expect(fields.isSubset(of: properties.keys))
    }
}
