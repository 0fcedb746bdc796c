// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization
import TestSupport

/// An outage of fetching, behind which the second answer is late.
final class FetchOutage: Sendable {
    private enum Phase {
        case before, during, first, second, after
    }

    private static let fetch: Int16 = 1
    /// Not so late that the connection counts as lost.
    private static let delay: useconds_t = 2_000_000

    private let phase = Mutex(Phase.before)

    /// No question passes from now on.
    func begin() { phase.withLock { $0 = .during } }

    /// Questions and answers pass again.
    func end() { phase.withLock { $0 = .first } }

    func judge(_ step: BrokerProxy.Step) -> BrokerProxy.Verdict {
        guard step.api == Self.fetch else { return .pass }
        let now = phase.withLock { phase in
            defer {
                switch (phase, step.isAnswer) {
                case (.first, true): phase = .second
                case (.second, true): phase = .after
                default: break
                }
            }
            return phase
        }
        switch (now, step.isAnswer) {
        case (.during, _): return .cut
        case (.second, true): usleep(Self.delay)
        default: break
        }
        return .pass
    }
}
