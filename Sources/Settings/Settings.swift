// SPDX-License-Identifier: Apache-2.0

public import YAMLText

/// Everything a configuration can say, as plain values; `Settings()` holds the defaults.
///
/// Read one with ``load(file:overrides:environment:for:)``, or build one in code and call
/// ``validate(for:)``. What each key means, its default and its range stand in
/// ``SettingsReference``.
public struct Settings: Sendable, Hashable {
    /// Name of the application: its group, its transactions and the topics it owns.
    public var application = ""

    /// The key that ids are hashed with.
    public var identity = Identity()

    /// Properties handed to the Kafka client, by name.
    public var kafka: [KafkaProperty] = []

    /// Topics to read.
    public var inputs: [Input] = []

    /// Where reading begins when there is no stored state.
    public var start = StartPosition.latest

    /// Where snapshots go and how often.
    public var output = Output()

    /// Where records that cannot be counted go.
    public var rejected = Rejected()

    /// Where changes of alerts go.
    public var alerts = Alerts()

    /// How often results are committed.
    public var state = State()

    /// What event time may do.
    public var time = Time()

    /// Windows in ascending order of their lengths; a duration is a divisor of the next.
    public var windows: [Window] = [
        .tumbling(.seconds(10)), .tumbling(.seconds(60)), .tumbling(.seconds(3600)),
        .tumbling(.seconds(86_400)),
    ]

    /// When a session ends and when it is engaged.
    public var sessions = Sessions()

    /// How messages are credited.
    public var messages = Messages()

    /// In which currency amounts are added up.
    public var money = Money()

    /// What is kept of a URL.
    public var urls = URLs()

    /// How it is told where visits come from.
    public var traffic = Traffic()

    /// How programs are told from persons.
    public var bots = Bots()

    /// How long duplicates are recognized.
    public var dedup = Dedup()

    /// The size of every table.
    public var limits = Limits()

    /// The KPIs to compute; empty means the usual ones of the catalogue and of definitions.
    public var kpis: [KPISelection] = []

    /// Files with definitions of KPIs, read in this order behind the catalogue.
    public var definitions: [String] = []

    /// Side topics that lend dimensions to events, in the order of writing.
    public var tables: [Table] = []

    /// The metrics endpoint.
    public var http = HTTP()

    /// What is logged and how.
    public var log = Log()

    /// How many threads work.
    public var threads = Threads()

    /// Where each key was written, by path with indices: `http.listen`, `kpis.0.id`.
    ///
    /// Keys at their default have no place; the empty path is the file. For ``error(at:_:hint:)``.
    public var origins: [String: SettingsLocation] = [:]

    /// What stands for a secret wherever settings are shown.
    public static let mask = "***"

    /// The defaults.
    public init() {}

    /// The allowed lateness of a window size; see ``LatenessTable/lateness(for:)``.
    public func lateness(for size: Duration) -> Duration {
        time.lateness.lateness(for: size)
    }

    /// The smallest allowed lateness of any configured window; zero without windows.
    public var smallestLateness: Duration {
        windows.map { lateness(for: $0.length) }.min() ?? .zero
    }

    /// The value of a Kafka property; nil when it is not set.
    public func kafkaProperty(_ name: String) -> String? {
        kafka.first { $0.name == name }?.value
    }

    /// An error about a key, with the place where it was written.
    ///
    /// For faults that only a later stage can see: an unknown KPI, a property the client refuses.
    ///
    /// - Parameters:
    ///   - path: The key with indices: `kpis.0.id`, `kafka.linger.ms`.
    ///   - message: What is wrong, without a full stop.
    ///   - hint: What to do, in the imperative.
    /// - Returns: The error, without a place when the settings were built in code.
    public func error(at path: String, _ message: String, hint: String) -> SettingsError {
        SettingsError(message: message, location: origin(of: path), hint: hint)
    }

    /// The place of a key, or of the nearest key around it that was written.
    private func origin(of path: String) -> SettingsLocation? {
        var path = path[...]
        while true {
            if let location = origins[String(path)] { return location }
            guard let dot = path.lastIndex(of: ".") else { return origins[""] }
            path = path[..<dot]
        }
    }
}
