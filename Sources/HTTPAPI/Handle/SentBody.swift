// SPDX-License-Identifier: Apache-2.0

/// A body on its way to one client.
///
/// Used by the polling thread alone.
final class SentBody {
    let body: ResponseBody
    // Unowned by contract: the dispatcher outlives the daemon, and that all answers.
    private unowned let dispatcher: RequestDispatcher

    init(_ body: ResponseBody, _ dispatcher: RequestDispatcher) {
        (self.body, self.dispatcher) = (body, dispatcher)
        dispatcher.hold(body)
    }

    deinit { dispatcher.letGo(body) }
}
