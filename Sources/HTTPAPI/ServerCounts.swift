// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a server counts of its clients, for metrics.
public final class ServerCounts: Sendable {
    /// Why a client was refused.
    public enum Refusal: String, Sendable, CaseIterable {
        /// Its address has as many connections as one may have.
        case address
        /// All connections were taken, and this one had owed its next answer longest.
        case connections
        /// Answers that are being sent hold as much memory as they may.
        case memory
        /// Its address has shown too many wrong tokens.
        case rate
        /// Its token does not reach so far.
        case scope
        /// It has shown no token, or a wrong one.
        case token
    }

    private let refusals = Mutex<[Refusal: UInt64]>([:])
    // All relaxed: numbers for people, which order nothing.
    private let connectionCount = Atomic(0)
    private let connectionLimitValue = Atomic(0)
    private let bodyByteCount = Atomic(0)
    private let bodyByteLimitValue = Atomic(0)
    private let failingAddressCount = Atomic(0)
    private let expiry = Atomic<Int64>(0)

    /// Counts of nothing.
    public init() {}

    /// How often clients were refused for a reason, since the start; any thread.
    public func refused(_ reason: Refusal) -> UInt64 {
        refusals.withLock { $0[reason] ?? 0 }
    }

    /// Clients that are connected; any thread.
    public var connections: Int { connectionCount.load(ordering: .relaxed) }
    /// Clients that can be connected; any thread.
    public var connectionLimit: Int { connectionLimitValue.load(ordering: .relaxed) }
    /// Memory of the answers that are being sent, bytes; any thread.
    public var bodyBytes: Int { bodyByteCount.load(ordering: .relaxed) }
    /// Memory that such answers may hold, bytes; any thread.
    public var bodyByteLimit: Int { bodyByteLimitValue.load(ordering: .relaxed) }

    /// Addresses that have shown wrong tokens within a minute; any thread.
    public var failingAddresses: Int { failingAddressCount.load(ordering: .relaxed) }
    /// Addresses of which that is remembered.
    public var failingAddressLimit: Int { FailureTable.limit }

    /// From when on the certificate does not hold any more, s since 1970; nil without one; any
    /// thread.
    public var certificateExpiry: Int64? {
        let time = expiry.load(ordering: .relaxed)
        return time == 0 ? nil : time
    }

    /// One is refused; the server's thread.
    func refuse(_ reason: Refusal) { refusals.withLock { $0[reason, default: 0] += 1 } }

    /// Sets the limits; before the server begins.
    func set(connectionLimit: Int, bodyByteLimit: Int) {
        connectionLimitValue.store(connectionLimit, ordering: .relaxed)
        bodyByteLimitValue.store(bodyByteLimit, ordering: .relaxed)
    }

    /// So many clients are connected; the server's thread.
    func set(connections: Int) { connectionCount.store(connections, ordering: .relaxed) }

    /// Answers hold so much memory; the server's thread.
    func set(bodyBytes: Int) { bodyByteCount.store(bodyBytes, ordering: .relaxed) }

    /// So many addresses have shown wrong tokens; the server's thread.
    func set(failingAddresses: Int) {
        failingAddressCount.store(failingAddresses, ordering: .relaxed)
    }

    /// A certificate is in use; the server's thread, or before it begins.
    func set(certificateExpiry: Int64) { expiry.store(certificateExpiry, ordering: .relaxed) }
}
