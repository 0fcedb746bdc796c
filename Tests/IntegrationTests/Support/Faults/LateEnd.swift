// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization
import TestSupport

/// Keeps an end of a transaction until the next transaction has begun.
final class LateEnd: Sendable {
    private enum Phase {
        case waiting, kept, repeated, begun
    }

    private struct State {
        var phase = Phase.waiting
        var endCount = 0
        var releaseCount = 0
        var proxy: BrokerProxy?

        mutating func release() -> BrokerProxy? {
            phase = .waiting
            releaseCount += 1
            return proxy
        }
    }

    private let state = Mutex(State())

    func use(_ proxy: BrokerProxy) { state.withLock { $0.proxy = proxy } }

    var releaseCount: Int { state.withLock { $0.releaseCount } }

    func judge(_ step: BrokerProxy.Step) -> BrokerProxy.Verdict {
        let api = API(rawValue: step.api)
        let (verdict, released) = state.withLock { state -> (BrokerProxy.Verdict, BrokerProxy?) in
            switch (state.phase, api, step.isAnswer) {
            case (.waiting, .endTransaction, false):
                state.endCount += 1
                guard state.endCount % 4 == 0 else { return (.pass, nil) }
                state.phase = .kept
                return (.keep, nil)
            case (.kept, .endTransaction, true):
                state.phase = .repeated
                return (.pass, nil)
            case (.repeated, .addPartitions, true):
                // Before the first record of the new transaction, or behind some.
                state.phase = .begun
                guard state.releaseCount.isMultiple(of: 2) else { return (.pass, nil) }
                return (.pass, state.release())
            case (.begun, .produce, true): return (.pass, state.release())
            default: return (.pass, nil)
            }
        }
        if let released {
            released.release()
            // It has its effect before anything else of the new transaction is written.
            usleep(300_000)
        }
        return verdict
    }
}
