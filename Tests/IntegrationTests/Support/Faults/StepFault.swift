// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization
import TestSupport

/// Kills a daemon at a step.
final class StepFault: Sendable {
    private struct State {
        var api = API.produce
        var isAnswer = false
        /// So many steps are still to come; 0: nothing is to happen.
        var left = 0
        var victim: Daemon?
        var hasStruck = false
    }

    private let state = Mutex(State())

    func arm(_ api: API, isAnswer: Bool, count: Int) {
        state.withLock { state in
            state = State(api: api, isAnswer: isAnswer, left: count)
        }
    }

    func expose(_ daemon: Daemon) { state.withLock { $0.victim = daemon } }

    func awaitStrike() throws {
        try Patience.wait(for: "the fault") { state.withLock { $0.hasStruck } ? true : nil }
    }

    func judge(_ step: BrokerProxy.Step) -> BrokerProxy.Verdict {
        let isIt = state.withLock { state in
            guard state.left > 0, step.api == state.api.rawValue, step.isAnswer == state.isAnswer
            else { return false }
            state.left -= 1
            return state.left == 0
        }
        guard isIt else { return .pass }
        while true {
            if let victim = state.withLock({ $0.victim }) {
                victim.kill()
                break
            }
            usleep(1_000)
        }
        state.withLock { $0.hasStruck = true }
        return .cut
    }
}
