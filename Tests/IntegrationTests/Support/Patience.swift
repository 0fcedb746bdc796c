// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Waiting for what must become true.
enum Patience {
    struct Exhausted: Error, CustomStringConvertible { let description: String }

    /// Asks again and again until the answer is there.
    ///
    /// - Parameters:
    ///   - what: for the message.
    ///   - limitSeconds: generous; passes only when something is broken.
    ///   - answer: nil: not yet.
    /// - Returns: the answer.
    /// - Throws: what `answer` throws, and `Exhausted`.
    @discardableResult
    static func wait<Answer>(
        for what: String,
        limitSeconds: Int = 120,
        _ answer: () throws -> Answer?
    ) throws -> Answer {
        let deadline = ContinuousClock.now + .seconds(limitSeconds)
        while ContinuousClock.now < deadline {
            if let answer = try answer() { return answer }
            usleep(20_000)
        }
        throw Exhausted(description: "waited \(limitSeconds) s in vain for \(what)")
    }
}
