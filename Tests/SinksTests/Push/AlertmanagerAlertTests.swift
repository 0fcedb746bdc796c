// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import Testing

@testable import Sinks

struct AlertmanagerAlertTests {
    private let fixture: AlertFixture

    init() throws { fixture = try AlertFixture() }

    private func object(_ alert: AlertmanagerAlert, wall: Int64 = 0) throws -> [String: Any] {
        var json = JSONWriter()
        alert.write(to: &json, wall: wall, generator: "http://h:1/")
        let object = try JSONSerialization.jsonObject(with: Data(json.bytes))
        return try #require(object as? [String: Any])
    }

    private func alert(_ country: String, _ status: TargetStatus) throws -> AlertmanagerAlert {
        AlertmanagerAlert(
            try #require(fixture.turn(country, .ok, status)),
            application: "shop"
        )
    }

    @Test func `its labels tell it apart and its annotations tell people`() throws {
        let object = try object(alert("I\"T", .breach), wall: 1_000)
        #expect(
            object["labels"] as? [String: String] == [
                "alertname": "web.visits", "application": "shop", "kpi": "web.visits",
                "severity": "breach", "window": "1m", "dim_country": "I\"T",
            ]
        )
        let notes = try #require(object["annotations"] as? [String: String])
        #expect(
            notes["summary"]
                == "web.visits (country=I\"T) is 1, target 10: breach since "
                + "1970-01-01T00:01:00.000Z, window 1m"
        )
        #expect(notes["value"] == "1" && notes["target"] == "10")
        #expect(notes["definition"]?.contains("@") == true)
        #expect(object["generatorURL"] as? String == "http://h:1/")
    }

    @Test func `an alert on the inputs has no KPI and no window`() throws {
        let change = AlertChange(
            name: "behind",
            status: .firing,
            severity: .warn,
            kpi: "",
            dimensions: [],
            window: "",
            since: 60_000,
            key: "||lag|behind",
            json: Array(#"{"value":2000,"target":null,"rule":{"lag":1000,"for":"5m"}}"#.utf8)
        )
        let object = try object(AlertmanagerAlert(change, application: "shop"))
        #expect(
            object["labels"] as? [String: String] == [
                "alertname": "behind", "application": "shop", "severity": "warn",
            ]
        )
        #expect(
            (object["annotations"] as? [String: String])?["summary"]
                == #"behind is 2000, rule behind {"lag":1000,"for":"5m"}: warn since "#
                + "1970-01-01T00:01:00.000Z"
        )
    }

    @Test func `it fires for four intervals from when it is told, or ends when it ended`() throws {
        var alert = try alert("IT", .warn)
        #expect(
            try object(alert, wall: 120_000)["startsAt"] as? String == "1970-01-01T00:01:00.000Z"
        )
        #expect(try object(alert, wall: 120_000)["endsAt"] as? String == "1970-01-01T00:06:00.000Z")
        alert.end = 90_000
        #expect(try object(alert, wall: 120_000)["endsAt"] as? String == "1970-01-01T00:01:30.000Z")
        alert.end = 60_000
        #expect(try object(alert)["endsAt"] as? String == "1970-01-01T00:01:00.001Z")
    }

    @Test func `a dimension that is absent is another alert than one that is not grouped by`()
        throws
    {
        let labels = try #require(try object(alert("", .warn))["labels"] as? [String: String])
        #expect(labels["dim_country"] == nil && labels["absent"] == "country")
    }
}
