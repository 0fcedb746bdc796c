// SPDX-License-Identifier: Apache-2.0

import KPIs

/// A set of kinds of facts as bits: what nobody counts is not even made.
struct FactKindSet: OptionSet, BitwiseCopyable {
    let rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }

    init(_ kinds: [FactKind]) {
        rawValue = kinds.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
    }

    /// The kinds of which some measure of a plan takes facts.
    init(wantedBy plan: Plan) {
        self.init(FactKind.allCases.filter { !plan.updates[Int($0.rawValue)].isEmpty })
    }

    /// Every kind.
    static var all: FactKindSet { FactKindSet(rawValue: .max) }

    /// What sessions say.
    static let sessions = FactKindSet([
        .sessionStarted, .sessionEngaged, .sessionPaged, .sessionActed, .sessionAttended,
        .sessionBounced, .sessionClosed, .sessionEnded, .sessionWatched,
    ])

    /// What messages say.
    static let messages = FactKindSet([
        .messageSent, .messageSentDelivered, .messageSentBounced, .messageDelivered,
        .messageOpened, .messageClicked, .messageResponded, .messageUnsubscribed,
        .messageComplained, .messageBotClicked,
    ])

    /// What persons who use the app say.
    static let persons = FactKindSet([
        .personActive, .personFirstSeen, .personReturned, .personReturnedWithin,
    ])

    /// What devices that install the app say.
    static let installs = FactKindSet([.appInstalled])

    /// What running totals say.
    static let totals = FactKindSet([.totalsRead, .totalsChanged])

    /// Whether a kind is in the set.
    @inline(__always)
    func contains(_ kind: FactKind) -> Bool { rawValue & (1 << UInt64(kind.rawValue)) != 0 }
}
