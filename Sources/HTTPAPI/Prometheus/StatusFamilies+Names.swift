// SPDX-License-Identifier: Apache-2.0

extension StatusFamilies {
    static let records = MetricFamily(
        .counter,
        "streamgauge_records",
        "Records read, by what came of them."
    )
    static let events = MetricFamily(
        .counter,
        "streamgauge_events",
        "Events decoded, by what came of them."
    )
    static let rejections = MetricFamily(
        .counter,
        "streamgauge_rejected",
        "Records and events rejected, by reason."
    )
    static let watermark = MetricFamily(
        .gauge,
        "streamgauge_watermark_timestamp",
        unit: "seconds",
        "Event time up to which a partition is taken to be complete."
    )
    static let lag = MetricFamily(
        .gauge,
        "streamgauge_consumer_lag",
        "Records of a partition that are not read yet."
    )
    static let lostRecords = MetricFamily(
        .counter,
        "streamgauge_lost_records",
        "Records of a partition that were deleted before they were read."
    )
    static let pollGap = MetricFamily(
        .histogram,
        "streamgauge_poll_gap",
        unit: "seconds",
        "Time from the end of one poll of Kafka to the begin of the next one."
    )
    static let eventToSnapshot = MetricFamily(
        .histogram,
        "streamgauge_event_to_snapshot",
        unit: "seconds",
        "Time from an event's receipt to the snapshot that contains it."
    )
    static let earlySkipped = MetricFamily(
        .counter,
        "streamgauge_early_skipped",
        "Values of changed windows not looked at for want of room; each comes in a later round."
    )
    static let commits = MetricFamily(
        .counter,
        "streamgauge_commits",
        "Commits, by what came of them."
    )
    static let commitDuration = MetricFamily(
        .histogram,
        "streamgauge_commit_duration",
        unit: "seconds",
        "Time that commits took."
    )
    static let commitPending = MetricFamily(
        .gauge,
        "streamgauge_commit_pending",
        unit: "seconds",
        "For how long the batch in flight has been tried; 0: there is none."
    )
    static let violations = MetricFamily(
        .counter,
        "streamgauge_conservation_violations",
        "How often what came in and what was made of it did not add up."
    )
    static let transitions = MetricFamily(
        .counter,
        "streamgauge_transitions",
        "Transitions of persons between stages that were written."
    )
    static let stateBytes = MetricFamily(
        .counter,
        "streamgauge_state_written",
        unit: "bytes",
        "Changed state that commits have written, before it is compressed."
    )
    static let dedupHorizon = MetricFamily(
        .gauge,
        "streamgauge_dedup_horizon",
        unit: "seconds",
        "How far back duplicates are known for certain; absent while nothing limits it."
    )
    static let ringFill = MetricFamily(
        .gauge,
        "streamgauge_ring_fill",
        unit: "ratio",
        "How full a ring between threads is."
    )
    static let tableEntries = MetricFamily(
        .gauge,
        "streamgauge_table_entries",
        "Entries that a table holds."
    )
    static let tableLimit = MetricFamily(
        .gauge,
        "streamgauge_table_limit",
        "Entries that a table may hold."
    )
    static let tableRefused = MetricFamily(
        .counter,
        "streamgauge_table_refused",
        "How often something found no room in a table."
    )
    static let alertRequests = MetricFamily(
        .counter,
        "streamgauge_alert_push",
        "Requests that told a receiver of alerts, by what came of them."
    )
    static let alertQueue = MetricFamily(
        .gauge,
        "streamgauge_alert_push_queue",
        "Alerts that a receiver is to know and was not told yet."
    )
    static let alertQueueLimit = MetricFamily(
        .gauge,
        "streamgauge_alert_push_queue_limit",
        "Alerts that may wait for a receiver."
    )
    static let alertsDropped = MetricFamily(
        .counter,
        "streamgauge_alert_push_dropped",
        "Alerts that a receiver will not be told: refused, too many or tried too often."
    )
    static let overflow = MetricFamily(
        .counter,
        "streamgauge_overflow",
        "Values of a dimension that found no place and count as other."
    )
    static let droppedSeries = MetricFamily(
        .counter,
        "streamgauge_series_dropped",
        "Series that are not shown because there are too many."
    )
    static let openStreams = MetricFamily(
        .gauge,
        "streamgauge_http_streams",
        "Clients that follow the stream of events."
    )
    static let streamLimit = MetricFamily(
        .gauge,
        "streamgauge_http_streams_limit",
        "Clients that can follow the stream of events."
    )
    static let droppedStreams = MetricFamily(
        .counter,
        "streamgauge_http_streams_dropped",
        "Clients that were dropped because they did not read the stream."
    )
    static let connections = MetricFamily(
        .gauge,
        "streamgauge_http_connections",
        "Clients that are connected."
    )
    static let connectionLimit = MetricFamily(
        .gauge,
        "streamgauge_http_connections_limit",
        "Clients that can be connected."
    )
    static let bodyBytes = MetricFamily(
        .gauge,
        "streamgauge_http_body",
        unit: "bytes",
        "Memory of the answers that are being sent."
    )
    static let bodyLimit = MetricFamily(
        .gauge,
        "streamgauge_http_body_limit",
        unit: "bytes",
        "Memory that answers which are being sent may hold."
    )
    static let failingAddresses = MetricFamily(
        .gauge,
        "streamgauge_http_failing_addresses",
        "Addresses that have shown wrong tokens within a minute."
    )
    static let failingAddressLimit = MetricFamily(
        .gauge,
        "streamgauge_http_failing_addresses_limit",
        "Addresses of which that is remembered."
    )
    static let refused = MetricFamily(
        .counter,
        "streamgauge_http_refused",
        "How often a client was refused, by reason."
    )
    static let certificateExpiry = MetricFamily(
        .gauge,
        "streamgauge_http_certificate_expiry_timestamp",
        unit: "seconds",
        "From when on the certificate does not hold any more."
    )
    static let reloads = MetricFamily(
        .counter,
        "streamgauge_config_reloads",
        "How often the settings were read again, by result."
    )
    static let lastReload = MetricFamily(
        .gauge,
        "streamgauge_config_last_reload_successful",
        "Whether the settings could be used when they were read last."
    )
    static let lastReloadTime = MetricFamily(
        .gauge,
        "streamgauge_config_last_reload_success_timestamp",
        unit: "seconds",
        "When the settings were read last and could be used."
    )
    static let role = MetricFamily(
        .gauge,
        "streamgauge_role",
        "What the process is to its application: 1 for its role, 0 for the others."
    )
    static let build = MetricFamily(
        .info,
        "streamgauge_build",
        "The version of the program."
    )
}
