// SPDX-License-Identifier: Apache-2.0

import Kafka

extension KafkaProperties {
    /// Says how long the client retries a record by itself, unless its user has said so.
    ///
    /// - Parameter milliseconds: 0 for as long as it takes.
    /// - Returns: the properties with `message.timeout.ms`.
    func settingMessageTimeout(milliseconds: Int) -> KafkaProperties {
        // Two names of one property: the user's must not be overridden by the other one.
        guard self["message.timeout.ms"] == nil, self["delivery.timeout.ms"] == nil else {
            return self
        }
        var all = self
        all["message.timeout.ms"] = String(milliseconds)
        return all
    }
}
