// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline

/// This process's place in the group of its application: who sits there alone leads.
///
/// A seat only tells processes of one application whose turn it is. What keeps two from writing is
/// the transactional id: one that takes over fences the other, whoever sits in the group.
///
/// Used by the main thread, which polls it.
final class Seat {
    /// How a try went.
    enum Outcome {
        /// This process leads.
        case taken
        /// This process has asked for it.
        case asked
        /// Nothing came of that for long, so it is asked for anew, by new connections; the last word on it.
        case renewed(String)
        /// Somebody else has it, at that address.
        case occupied(String)
    }

    /// The longest that one of two that came together stays away, ms.
    private static let longestPause: Int64 = 1_000
    /// How long it is asked for by the same connections at least, ms.
    private static let leastPatience: Int64 = 15_000

    private var properties: KafkaProperties
    private let group: String
    private let topic: String
    private let session: Int
    /// Tells this process apart from all others, and from what it was before it asked anew.
    private var name: String
    private var admin: KafkaAdmin
    /// When this process began to ask, and why it is still asking.
    private var asking: (since: Int64, reason: String)?
    private var membership: GroupMembership?
    private var nextTry = SystemClock.monotonic

    /// A seat that nobody has asked for.
    ///
    /// - Parameters:
    ///   - properties: of every client.
    ///   - application: names the group.
    ///   - topic: one that exists; the protocol wants one.
    ///   - sessionMilliseconds: after what silence the seat is free.
    /// - Throws: `.invalidArgument` for properties.
    init(
        _ properties: KafkaProperties,
        application: String,
        topic: String,
        sessionMilliseconds: Int
    ) throws(KafkaError) {
        name = Self.makeName()
        group = application
        self.topic = topic
        session = sessionMilliseconds
        var named = properties
        named["client.id"] = name
        self.properties = named
        admin = try KafkaAdmin(properties: properties)
    }

    /// Looks whether the seat is free, and asks for it; waits for an answer of a broker only.
    ///
    /// - Throws: rights that are missing, a session that the brokers do not allow.
    func take() throws(KafkaError) -> Outcome {
        let outcome = try look()
        guard case .asked = outcome, let asking else {
            self.asking = nil
            return outcome
        }
        let patience = max(Self.leastPatience, Int64(3 * session))
        guard SystemClock.monotonic - asking.since >= patience else { return outcome }
        // A connection whose answer never comes is of no use, whatever the library makes of it.
        leave()
        admin = try KafkaAdmin(properties: properties)
        name = Self.makeName()
        properties["client.id"] = name
        self.asking = nil
        return .renewed(asking.reason)
    }

    private func look() throws(KafkaError) -> Outcome {
        poll()
        try membership?.checkRefusal(sessionMilliseconds: session)
        let members: [GroupDescription.Member]
        do throws(KafkaError) {
            members = try admin.describeGroup(group).members
        } catch {
            guard error.isRetriable else { throw error }
            noteReason(error.reason)
            return .asked
        }
        let others = members.filter { $0.clientID != name }
        guard let other = others.first else {
            if membership != nil, !members.isEmpty { return .taken }
            noteReason("the group does not know this process")
            if membership == nil, SystemClock.monotonic >= nextTry { try join() }
            return .asked
        }
        // Two came together: both leave, and come back at different times.
        if membership != nil { leave() }
        return .occupied(other.host)
    }

    private static func makeName() -> String {
        "streamgauge-" + String(UInt64.random(in: .min ... .max), radix: 16)
    }

    private func noteReason(_ reason: String) {
        asking = (asking?.since ?? SystemClock.monotonic, reason)
    }

    /// Keeps the seat: call it every second or so.
    func poll() { membership?.poll() }

    /// What the client has to tell.
    func takeNotices() -> [KafkaNotice] { membership?.takeNotices() ?? [] }

    /// Gives the seat back at once, so that another one need not wait.
    func leave() {
        membership?.close()
        membership = nil
        nextTry = SystemClock.monotonic + Int64.random(in: 0...Self.longestPause)
    }

    private func join() throws(KafkaError) {
        membership = try GroupMembership(
            properties: properties,
            group: group,
            topic: topic,
            sessionTimeoutMilliseconds: session
        )
    }
}

extension GroupMembership {
    /// Throws what will never pass by itself.
    fileprivate func checkRefusal(sessionMilliseconds: Int) throws(KafkaError) {
        for case .error(let error) in takeNotices() {
            if error.code == .invalidSessionTimeout {
                throw KafkaError(
                    code: error.code,
                    reason: "the brokers do not allow `state.session: \(sessionMilliseconds)ms` "
                        + "(group.min.session.timeout.ms, group.max.session.timeout.ms)"
                )
            }
            if error.code.needsAttention { throw error }
        }
    }
}
