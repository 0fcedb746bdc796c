// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import HTTPAPI

struct StatusFamiliesTests {
    /// What the server and the process tell, whatever the pipeline does.
    private static let linesOfServer = [
        "streamgauge_http_streams 1",
        "streamgauge_http_streams_limit 7",
        "streamgauge_http_streams_dropped_total 1",
        "streamgauge_http_connections 5",
        "streamgauge_http_connections_limit 300",
        "streamgauge_http_body_bytes 99",
        "streamgauge_http_body_limit_bytes 1024",
        "streamgauge_http_failing_addresses 3",
        "streamgauge_http_failing_addresses_limit 1024",
        #"streamgauge_http_refused_total{reason="address"} 0"#,
        #"streamgauge_http_refused_total{reason="connections"} 0"#,
        #"streamgauge_http_refused_total{reason="memory"} 0"#,
        #"streamgauge_http_refused_total{reason="rate"} 0"#,
        #"streamgauge_http_refused_total{reason="scope"} 1"#,
        #"streamgauge_http_refused_total{reason="token"} 0"#,
        "streamgauge_http_certificate_expiry_timestamp_seconds 1900000000",
        #"streamgauge_config_reloads_total{result="success"} 1"#,
        #"streamgauge_config_reloads_total{result="failure"} 1"#,
        "streamgauge_config_last_reload_successful 0",
        "streamgauge_config_last_reload_success_timestamp_seconds 1800000000",
        #"streamgauge_role{role="starting"} 0"#,
        #"streamgauge_role{role="standby"} 0"#,
        #"streamgauge_role{role="leader"} 1"#,
        #"streamgauge_build_info{version="1.2.3"} 1"#,
    ]

    private func samples(of status: PublishedStatus) throws -> [String] {
        let fixture = try PublishedFixture(seriesLimit: 3)
        _ = fixture.register(country: "IT")
        _ = fixture.register(country: "one too many")
        fixture.store.publish(status: status)
        var writer = ExpositionWriter(format: .prometheus, appendingTo: [])
        let streams = StreamCounts(limit: 7)
        streams.begin()
        streams.drop()
        let server = ServerCounts()
        server.set(connectionLimit: 300, bodyByteLimit: 1_024)
        server.set(connections: 5)
        server.set(bodyBytes: 99)
        server.refuse(.scope)
        server.set(failingAddresses: 3)
        if !status.topics.isEmpty { server.set(certificateExpiry: 1_900_000_000) }
        let reloads = ReloadCounts(start: 1_700_000_000)
        reloads.succeed(at: 1_800_000_000)
        reloads.fail()
        StatusFamilies(
            state: fixture.store.current,
            version: "1.2.3",
            streams: streams,
            server: server,
            reloads: reloads
        )
        .write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.map(String.init)
    }

    @Test func `every number of the status is shown under its name`() throws {
        let lines = try samples(of: PublishedFixture.status)
        #expect(
            lines == [
                #"streamgauge_records_total{topic="we\"b",outcome="decoded"} 10"#,
                #"streamgauge_records_total{topic="we\"b",outcome="empty"} 1"#,
                #"streamgauge_events_total{topic="we\"b",outcome="counted"} 12"#,
                #"streamgauge_events_total{topic="we\"b",outcome="late"} 2"#,
                #"streamgauge_rejected_total{topic="we\"b",reason="bad_json"} 3"#,
                #"streamgauge_watermark_timestamp_seconds{topic="web",partition="0"} "#
                    + "1750000001.5",
                #"streamgauge_consumer_lag{topic="web",partition="0"} 7"#,
                #"streamgauge_lost_records_total{topic="web",partition="0"} 3"#,
                #"streamgauge_lost_records_total{topic="web",partition="1"} 0"#,
                #"streamgauge_poll_gap_seconds_bucket{le="0.0025"} 4"#,
                #"streamgauge_poll_gap_seconds_bucket{le="0.05"} 4"#,
                #"streamgauge_poll_gap_seconds_bucket{le="+Inf"} 5"#,
                "streamgauge_poll_gap_seconds_sum 0.252",
                "streamgauge_poll_gap_seconds_count 5",
                #"streamgauge_event_to_snapshot_seconds_bucket{le="1.0"} 0"#,
                #"streamgauge_event_to_snapshot_seconds_bucket{le="5.0"} 2"#,
                #"streamgauge_event_to_snapshot_seconds_bucket{le="+Inf"} 2"#,
                "streamgauge_event_to_snapshot_seconds_sum 5",
                "streamgauge_event_to_snapshot_seconds_count 2",
                "streamgauge_early_skipped_total 6",
                #"streamgauge_commits_total{outcome="committed"} 9"#,
                #"streamgauge_commit_duration_seconds_bucket{le="0.1"} 1"#,
                #"streamgauge_commit_duration_seconds_bucket{le="+Inf"} 1"#,
                "streamgauge_commit_duration_seconds_sum 0.05",
                "streamgauge_commit_duration_seconds_count 1",
                "streamgauge_commit_pending_seconds 2.5",
                "streamgauge_conservation_violations_total 0",
                "streamgauge_transitions_total 6",
                "streamgauge_state_written_bytes_total 4096",
                "streamgauge_dedup_horizon_seconds 3600",
                #"streamgauge_ring_fill_ratio{ring="ingest"} 0.25"#,
                #"streamgauge_table_entries{table="sessions"} 5"#,
                #"streamgauge_table_entries{table="series"} 6"#,
                #"streamgauge_table_entries{table="shown_series"} 3"#,
                #"streamgauge_table_limit{table="sessions"} 100"#,
                #"streamgauge_table_limit{table="series"} 200"#,
                #"streamgauge_table_limit{table="shown_series"} 3"#,
                #"streamgauge_table_refused_total{table="sessions"} 8"#,
                #"streamgauge_overflow_total{dimension="country"} 4"#,
                "streamgauge_series_dropped_total 1",
                #"streamgauge_alert_push_total{receiver="webhook/h:1",outcome="accepted"} 21"#,
                #"streamgauge_alert_push_queue{receiver="webhook/h:1"} 22"#,
                #"streamgauge_alert_push_queue_limit{receiver="webhook/h:1"} 50"#,
                #"streamgauge_alert_push_dropped_total{receiver="webhook/h:1"} 23"#,
            ] + Self.linesOfServer
        )
    }

    @Test func `what is not known is not shown`() throws {
        let names = try samples(of: PublishedStatus()).map { $0.prefix { $0 != "{" && $0 != " " } }
        #expect(
            Set(names).subtracting([
                "streamgauge_poll_gap_seconds_bucket",
                "streamgauge_poll_gap_seconds_sum",
                "streamgauge_poll_gap_seconds_count",
                "streamgauge_event_to_snapshot_seconds_bucket",
                "streamgauge_event_to_snapshot_seconds_sum",
                "streamgauge_event_to_snapshot_seconds_count",
                "streamgauge_early_skipped_total",
                "streamgauge_commit_duration_seconds_bucket",
                "streamgauge_commit_duration_seconds_sum",
                "streamgauge_commit_duration_seconds_count",
                "streamgauge_commit_pending_seconds",
            ]) == [
                "streamgauge_conservation_violations_total", "streamgauge_table_entries",
                "streamgauge_table_limit", "streamgauge_series_dropped_total",
                "streamgauge_http_streams", "streamgauge_http_streams_limit",
                "streamgauge_http_streams_dropped_total", "streamgauge_http_connections",
                "streamgauge_http_connections_limit", "streamgauge_http_body_bytes",
                "streamgauge_http_body_limit_bytes", "streamgauge_http_failing_addresses",
                "streamgauge_http_failing_addresses_limit", "streamgauge_http_refused_total",
                "streamgauge_config_reloads_total", "streamgauge_config_last_reload_successful",
                "streamgauge_config_last_reload_success_timestamp_seconds", "streamgauge_role",
                "streamgauge_build_info",
            ]
        )
    }

    @Test func `a process that does not read shows the buckets of one that does`() throws {
        let lines = try samples(of: PublishedStatus())
        let gaps = lines.filter { $0.hasPrefix("streamgauge_poll_gap_seconds_") }
        let bounds = ["0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "1.0"]
        #expect(
            gaps == (bounds + ["5.0", "+Inf"]).map {
                #"streamgauge_poll_gap_seconds_bucket{le="\#($0)"} 0"#
            } + ["streamgauge_poll_gap_seconds_sum 0", "streamgauge_poll_gap_seconds_count 0"]
        )
    }
}
