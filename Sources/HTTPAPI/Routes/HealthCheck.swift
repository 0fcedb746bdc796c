// SPDX-License-Identifier: Apache-2.0

public import KPIs

/// One condition of health.
public struct HealthCheck: Sendable {
    /// The name in verbose answers.
    public let name: String
    /// Why it fails, in one sentence; nil while it does not.
    let failure: @Sendable () -> String?

    /// A check.
    ///
    /// - Parameters:
    ///   - name: One word.
    ///   - failure: Why it fails, nil if it does not. Called on the server's thread for each
    ///     request: it only loads what other threads left, it never blocks.
    public init(_ name: String, failure: @escaping @Sendable () -> String?) {
        self.name = name
        self.failure = failure
    }

    /// Fails when a thread has not come by for too long.
    ///
    /// - Parameters:
    ///   - name: The thread's name.
    ///   - limitSeconds: The age from which the thread counts as stuck, s.
    ///   - ageSeconds: How long ago the thread came by last, s.
    /// - Returns: The check, for `/livez`.
    public static func heartbeat(
        _ name: String,
        limitSeconds: Double,
        ageSeconds: @escaping @Sendable () -> Double
    ) -> HealthCheck {
        HealthCheck(name) {
            let age = ageSeconds()
            guard age > limitSeconds else { return nil }
            return "no sign of life for \(rounded(age)) s, allowed are \(rounded(limitSeconds)) s"
        }
    }

    /// Fails while the pipeline says that it does not work at all; for `/livez`.
    public static func live(_ store: SnapshotStore) -> HealthCheck {
        HealthCheck("pipeline") { failure(of: store.current.status, unless: \.isLive) }
    }

    /// Fails while the pipeline says that its values cannot be relied on; for `/readyz`.
    public static func ready(_ store: SnapshotStore) -> HealthCheck {
        HealthCheck("pipeline") { failure(of: store.current.status, unless: \.isReady) }
    }

    /// The same, but who stands by for another process passes; for an update that waits for it.
    public static func readyOrStandingBy(_ store: SnapshotStore) -> HealthCheck {
        HealthCheck("pipeline") {
            failure(of: store.current.status) { $0.isReady || $0.role == .standby }
        }
    }

    /// Fails from when the process begins to stop; for `/readyz`.
    public static func notDraining(_ draining: OneWayFlag) -> HealthCheck {
        HealthCheck("drain") { draining.isRaised ? "the process is stopping" : nil }
    }

    private static func failure(
        of status: PublishedStatus,
        unless isWell: (PublishedStatus) -> Bool
    ) -> String? {
        guard !isWell(status) else { return nil }
        return status.reasons.isEmpty ? "no reason given" : status.reasons.joined(separator: "; ")
    }

    /// A tenth is exact enough to read.
    private static func rounded(_ seconds: Double) -> Double {
        (seconds * 10).rounded() / 10
    }
}
