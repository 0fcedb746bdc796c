// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization
import TestSupport

/// Does one of many things to some of the steps.
final class Weather: Sendable {
    private struct State {
        var random: SplitMix64
        var damageCount = 0
        var isClear = false
    }

    private let state: Mutex<State>

    init(seed: UInt64) { state = Mutex(State(random: SplitMix64(seed: seed))) }

    var damageCount: Int { state.withLock { $0.damageCount } }

    func clear() { state.withLock { $0.isClear = true } }

    func judge(_ step: BrokerProxy.Step) -> BrokerProxy.Verdict {
        let (verdict, delay) = state.withLock { state -> (BrokerProxy.Verdict, UInt32) in
            guard !state.isClear else { return (.pass, 0) }
            let isOfCommit = API(rawValue: step.api) != nil
            switch state.random.number(0...(isOfCommit ? 99 : 499)) {
            case 0: break
            case 1 where !step.isAnswer && isOfCommit:
                state.damageCount += 1
                return (.keep, 0)
            case 2...4:
                return (.pass, UInt32(state.random.number(1...200)) * 1_000)
            default: return (.pass, 0)
            }
            state.damageCount += 1
            return (.cut, 0)
        }
        if delay > 0 { usleep(delay) }
        return verdict
    }
}
